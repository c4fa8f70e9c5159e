import { Injectable } from '@nestjs/common';
import { Uploads, type Upload, type UploadPart } from '../../../application/ports/uploads.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { UploadId } from '../../../domain/shared/ids.js';
import { sqlInstant } from '../column-codec.js';
import { UploadEntity, UploadPartEntity } from '../entities/upload.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { TenantRows, untenanted } from './tenant-rows.js';

const toPart = ({ number, size, digest }: UploadPartEntity): UploadPart => ({ number, size, digest });

@Injectable()
export class TypeormUploads extends Uploads {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  add(upload: Upload): Promise<void> {
    const fileName = this.cipher.encrypt(upload.fileName);
    return this.rows.insert(UploadEntity, [{ ...upload, fileName }]);
  }

  async byId(id: UploadId): Promise<Upload | null> {
    const row = await this.rows.readOne(UploadEntity, 'id = ?', [id]);
    return row === null ? null : this.toUpload(row);
  }

  async partsOf(id: UploadId): Promise<UploadPart[]> {
    return (await this.rows.read(UploadPartEntity, 'upload_id = ?', [id], 'ORDER BY number')).map(toPart);
  }

  async addPart(id: UploadId, part: UploadPart): Promise<UploadPart> {
    await this.rows.insert(UploadPartEntity, [{ uploadId: id, ...part }], {
      unlessTaken: ['tenant_id', 'upload_id', 'number'],
    });
    const stored = await this.rows.readOne(UploadPartEntity, 'upload_id = ? AND number = ?', [
      id,
      part.number,
    ]);
    return stored === null ? part : toPart(stored);
  }

  async keepUntil(id: UploadId, until: Instant): Promise<void> {
    await this.rows.execute(
      'UPDATE uploads SET keep_until_at = ? WHERE tenant_id = ? AND id = ? AND keep_until_at > ?',
      [sqlInstant(until), this.rows.tenantId, id, sqlInstant(until)],
    );
  }

  async expired(now: Instant, limit: number): Promise<Upload[]> {
    const rows = await this.rows.read(
      UploadEntity,
      'keep_until_at <= ?',
      [sqlInstant(now), limit],
      'ORDER BY keep_until_at, id LIMIT ?',
    );
    return rows.map((row) => this.toUpload(row));
  }

  async remove(id: UploadId): Promise<void> {
    const { tenantId } = this.rows;
    await this.rows.execute('DELETE FROM upload_parts WHERE tenant_id = ? AND upload_id = ?', [tenantId, id]);
    await this.rows.execute('DELETE FROM uploads WHERE tenant_id = ? AND id = ?', [tenantId, id]);
  }

  private toUpload(row: UploadEntity): Upload {
    return { ...untenanted(row), fileName: this.cipher.decrypt(row.fileName) };
  }
}
