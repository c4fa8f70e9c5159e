import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ByteCipher } from '../../application/ports/byte-cipher.js';
import type { FieldKey } from '../../config/env.js';
import { DomainError } from '../../domain/shared/domain-error.js';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM over whole byte strings: version, length of the key id, key id, nonce, tag, ciphertext. Version, key
 * id and place are authenticated too. The first key encrypts, every key decrypts.
 */
export class KeyedByteCipher extends ByteCipher {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly current: FieldKey;

  constructor(keys: readonly FieldKey[]) {
    super();
    const [first] = keys;
    if (first === undefined) throw new DomainError('CIPHER.NO_KEY', 'No field key is configured.');
    this.current = first;
    this.keys = new Map(keys.map(({ id, key }) => [id, key]));
  }

  override encrypt(bytes: Uint8Array, place: string): Uint8Array {
    const id = Buffer.from(this.current.id);
    const header = Buffer.concat([Buffer.from([VERSION, id.length]), id]);
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.current.key, nonce);
    cipher.setAAD(Buffer.concat([header, Buffer.from(place)]));
    const body = cipher.update(bytes);
    cipher.final();
    return Buffer.concat([header, nonce, cipher.getAuthTag(), body]);
  }

  override decrypt(stored: Uint8Array, place: string): Uint8Array {
    const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
    const bodyAt = 2 + (bytes[1] ?? 0) + NONCE_BYTES + TAG_BYTES;
    if (bytes[0] !== VERSION || bytes.length < bodyAt) throw unreadable();
    const header = bytes.subarray(0, bodyAt - NONCE_BYTES - TAG_BYTES);
    const key = this.keys.get(header.subarray(2).toString());
    if (key === undefined) throw unreadable();
    try {
      const nonce = bytes.subarray(header.length, header.length + NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce);
      decipher.setAAD(Buffer.concat([header, Buffer.from(place)]));
      decipher.setAuthTag(bytes.subarray(header.length + NONCE_BYTES, bodyAt));
      const body = decipher.update(bytes.subarray(bodyAt));
      decipher.final();
      return body;
    } catch {
      throw unreadable();
    }
  }
}

const unreadable = (): DomainError =>
  new DomainError(
    'CIPHER.UNREADABLE',
    'Stored bytes do not open: their key is unknown, or they were changed.',
  );
