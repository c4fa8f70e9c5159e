import { Injectable } from '@nestjs/common';
import { ColumnMappings, type MappingKey } from '../../../application/ports/column-mappings.js';
import type { ColumnMapping } from '../../../application/ports/imports.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import { ColumnMappingEntity } from '../entities/import.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { TenantRows } from './tenant-rows.js';

const keyOf = ({ lenderId, kind, signature }: MappingKey) =>
  ({ lenderId: lenderId ?? '-', kind, signature }) as const;

@Injectable()
export class TypeormColumnMappings extends ColumnMappings {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  async find(key: MappingKey): Promise<ColumnMapping | null> {
    const { lenderId, kind, signature } = keyOf(key);
    const row = await this.rows.readOne(ColumnMappingEntity, 'lender_id = ? AND kind = ? AND signature = ?', [
      lenderId,
      kind,
      signature,
    ]);
    return row === null ? null : (JSON.parse(this.cipher.decrypt(row.columns)) as ColumnMapping);
  }

  async remember(key: MappingKey, columns: ColumnMapping, now: Instant): Promise<void> {
    const row = {
      ...keyOf(key),
      columns: this.cipher.encrypt(JSON.stringify(columns)),
      changedAt: now,
    };
    await this.rows.insert(ColumnMappingEntity, [row], {
      unlessTaken: ['tenant_id', 'lender_id', 'kind', 'signature'],
    });
    await this.rows.update(ColumnMappingEntity, [row], ['columns', 'changedAt']);
  }
}
