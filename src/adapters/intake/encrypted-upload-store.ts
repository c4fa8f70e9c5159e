import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ByteCipher } from '../../application/ports/byte-cipher.js';
import type { UploadPlace } from '../../application/ports/upload-store.js';
import { UploadStore } from '../../application/ports/upload-store.js';
import type { UploadPart } from '../../application/ports/uploads.js';
import { DomainError } from '../../domain/shared/domain-error.js';

/** One encrypted file per part: `<folder>/<tenant>/<upload>/<number>-<digest>`. */
export class EncryptedUploadStore extends UploadStore {
  constructor(
    private readonly folder: string,
    private readonly cipher: ByteCipher,
  ) {
    super();
  }

  override async put(upload: UploadPlace, part: UploadPart, bytes: Uint8Array): Promise<void> {
    const file = this.fileOf(upload, part);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const unfinished = `${file}.${randomUUID()}`;
    await writeFile(unfinished, this.cipher.encrypt(bytes, placeOf(upload, part)), {
      mode: 0o600,
      flush: true,
    });
    await rename(unfinished, file);
  }

  override async read(upload: UploadPlace, part: UploadPart): Promise<Uint8Array> {
    const stored = await readFile(this.fileOf(upload, part)).catch((error: unknown) => {
      if ((error as { code?: string }).code !== 'ENOENT') throw error;
      throw new DomainError('UPLOAD.GONE', `Part ${part.number} of the upload is not there any more.`);
    });
    return this.cipher.decrypt(stored, placeOf(upload, part));
  }

  override async remove(upload: UploadPlace): Promise<void> {
    await rm(this.folderOf(upload), { recursive: true, force: true });
  }

  private folderOf({ tenantId, id }: UploadPlace): string {
    return join(this.folder, tenantId, id);
  }

  private fileOf(upload: UploadPlace, { number, digest }: UploadPart): string {
    return join(this.folderOf(upload), `${number}-${digest}`);
  }
}

const placeOf = ({ tenantId, id }: UploadPlace, { number, digest }: UploadPart): string =>
  `upload ${tenantId} ${id} ${number} ${digest}`;
