/** Makes secrets that nobody can guess. */
export abstract class Secrets {
  /** 32 random bytes, in letters, digits, `-` and `_`. */
  abstract make(): string;
  /** What is stored of a secret; it cannot be turned back. */
  abstract digestOf(secret: string): string;
}
