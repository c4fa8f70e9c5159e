/** Makes secrets that nobody can guess. */
export abstract class Secrets {
  /** 32 random bytes, in letters, digits, `-` and `_`. */
  abstract make(): string;
  /** So many of these characters, for people to type. */
  abstract makeCode(length: number, characters: string): string;
  /** What is stored of a secret; it cannot be turned back. */
  abstract digestOf(secret: string): string;
}
