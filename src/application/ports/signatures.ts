/** Keyed signatures of texts, by which the other side of a secret is known. */
export abstract class Signatures {
  /** HMAC-SHA256 in hexadecimal. */
  abstract sign(secret: string, content: Uint8Array): string;
  /** Compares in constant time. */
  abstract matches(secret: string, content: Uint8Array, signature: string): boolean;
}
