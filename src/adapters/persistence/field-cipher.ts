import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import type { FieldKey } from '../../config/env.js';
import { DomainError } from '../../domain/shared/domain-error.js';

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Nonces are drawn in blocks: one call of the random source per 256 fields. */
class Nonces {
  private readonly block = Buffer.alloc(NONCE_BYTES * 256);
  private used = this.block.length;

  next(): Buffer {
    if (this.used === this.block.length) {
      randomFillSync(this.block);
      this.used = 0;
    }
    this.used += NONCE_BYTES;
    return Buffer.from(this.block.subarray(this.used - NONCE_BYTES, this.used));
  }
}

/**
 * Encrypts single text columns with AES-256-GCM. Stored as `v1:<key id>:<base64url of nonce, tag, ciphertext>`;
 * version and key id are authenticated too. The first key encrypts, every key decrypts.
 */
export class FieldCipher {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly current: FieldKey;
  private readonly nonces = new Nonces();

  constructor(keys: readonly FieldKey[]) {
    const [first] = keys;
    if (first === undefined) throw new DomainError('CIPHER.NO_KEY', 'No field key is configured.');
    this.current = first;
    this.keys = new Map(keys.map(({ id, key }) => [id, key]));
  }

  encrypt(text: string): string {
    const header = `${VERSION}:${this.current.id}`;
    const nonce = this.nonces.next();
    const cipher = createCipheriv('aes-256-gcm', this.current.key, nonce);
    cipher.setAAD(Buffer.from(header));
    const body = cipher.update(text, 'utf8');
    cipher.final();
    return `${header}:${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
  }

  /** Throws `CIPHER.UNREADABLE`, without the content, when the key is unknown or the text was changed. */
  decrypt(stored: string): string {
    const [version, keyId = '', packed] = stored.split(':');
    const key = this.keys.get(keyId);
    if (version !== VERSION || packed === undefined) {
      throw new DomainError('CIPHER.UNREADABLE', 'A stored field is not in the encrypted format.');
    }
    if (key === undefined) {
      throw new DomainError('CIPHER.UNREADABLE', `A stored field needs the field key "${keyId}".`);
    }
    const bytes = Buffer.from(packed, 'base64url');
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(`${version}:${keyId}`));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return (
        decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      );
    } catch {
      throw new DomainError(
        'CIPHER.UNREADABLE',
        `A stored field does not open with the field key "${keyId}".`,
      );
    }
  }

  encryptOptional(text: string | null): string | null {
    return text === null ? null : this.encrypt(text);
  }

  decryptOptional(stored: string | null): string | null {
    return stored === null ? null : this.decrypt(stored);
  }
}
