/** Short stable names of texts: equal texts have equal fingerprints, others practically never. */
export abstract class Fingerprints {
  abstract of(text: string): string;
}
