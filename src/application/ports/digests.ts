/** Fingerprints of bytes: SHA-256 in hexadecimal. */
export abstract class Digests {
  abstract of(bytes: Uint8Array): string;
}
