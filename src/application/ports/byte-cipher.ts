/** Encrypts bytes that are kept outside the database, with the keys of the encrypted columns. */
export abstract class ByteCipher {
  /** `place` says what the bytes are; they cannot be opened as anything else. */
  abstract encrypt(bytes: Uint8Array, place: string): Uint8Array;
  /** Throws `CIPHER.UNREADABLE` for an unknown key, changed bytes or another place. */
  abstract decrypt(stored: Uint8Array, place: string): Uint8Array;
}
