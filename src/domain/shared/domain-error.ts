export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/**
 * A refusal with a stable code (`AREA.WHAT`) and one sentence that says what is wrong and where.
 * Neither the sentence nor the details may hold a debtor's name, an address or a message body.
 */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    sentence: string,
    readonly details: ErrorDetails = {},
  ) {
    super(sentence);
    this.name = 'DomainError';
  }
}
