import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

const NONCE = 12;
const TAG = 16;

/**
 * A small file with personal data, encrypted with AES-256-GCM by a key made of the account's own secret. A file that
 * cannot be read, as after a new secret, counts as empty.
 */
export class SealedFile {
  private readonly key: Buffer;

  constructor(
    private readonly file: string,
    secret: string,
  ) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'parley wechaty', 32));
  }

  read(): unknown {
    if (!existsSync(this.file)) return null;
    try {
      const sealed = readFileSync(this.file);
      const opening = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, NONCE));
      opening.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
      const text = Buffer.concat([opening.update(sealed.subarray(NONCE + TAG)), opening.final()]);
      return JSON.parse(text.toString('utf8'));
    } catch {
      return null;
    }
  }

  /** Whole or not at all. */
  write(value: unknown): void {
    const nonce = randomBytes(NONCE);
    const sealing = createCipheriv('aes-256-gcm', this.key, nonce);
    const body = Buffer.concat([sealing.update(JSON.stringify(value), 'utf8'), sealing.final()]);
    const unfinished = `${this.file}.new`;
    writeFileSync(unfinished, Buffer.concat([nonce, sealing.getAuthTag(), body]), { mode: 0o600 });
    renameSync(unfinished, this.file);
  }

  remove(): void {
    rmSync(this.file, { force: true });
  }
}
