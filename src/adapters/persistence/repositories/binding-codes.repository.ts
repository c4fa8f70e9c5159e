import { Injectable } from '@nestjs/common';
import { BindingCodes } from '../../../application/ports/binding-codes.js';
import type { ChannelAddress } from '../../../application/ports/contact-points.js';
import { Ids } from '../../../application/ports/ids.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { BindingCode } from '../../../domain/channel/binding-code.js';
import type { BindingCodeId, ContactPointId } from '../../../domain/shared/ids.js';
import { BlindIndex } from '../blind-index.js';
import { sqlInstant } from '../column-codec.js';
import { BindingCodeEntity, BindingTryEntity } from '../entities/binding-code.entity.js';
import { TenantRows, untenanted } from './tenant-rows.js';

@Injectable()
export class TypeormBindingCodes extends BindingCodes {
  constructor(
    private readonly rows: TenantRows,
    private readonly blindIndex: BlindIndex,
    private readonly ids: Ids,
  ) {
    super();
  }

  add(bindingCode: BindingCode, code: string): Promise<void> {
    return this.rows.insert(BindingCodeEntity, [{ ...bindingCode, codeIndex: this.indexOf(code) }]);
  }

  async byCode(code: string): Promise<BindingCode | null> {
    const [row] = await this.rows.read(
      BindingCodeEntity,
      'code_index = ?',
      [this.indexOf(code)],
      `LIMIT 1${this.rows.forUpdate}`,
    );
    if (row === undefined) return null;
    const { codeIndex, ...bindingCode } = untenanted(row);
    void codeIndex;
    return bindingCode;
  }

  async markUsed(id: BindingCodeId, contactPointId: ContactPointId | null, at: Instant): Promise<void> {
    await this.rows.update(
      BindingCodeEntity,
      [{ id, usedAt: at, contactPointId }],
      ['usedAt', 'contactPointId'],
    );
  }

  async noteWrong(address: ChannelAddress, at: Instant): Promise<void> {
    const addressIndex = this.addressIndexOf(address);
    await this.rows.insert(BindingTryEntity, [{ id: this.ids.next(), addressIndex, at }]);
  }

  async wrongSince(address: ChannelAddress, since: Instant): Promise<number> {
    const addressIndex = this.addressIndexOf(address);
    const [row] = await this.rows.query<{ n: number | string }>(
      'SELECT COUNT(*) AS n FROM binding_tries WHERE tenant_id = ? AND address_index = ? AND at > ?',
      [this.rows.tenantId, addressIndex, sqlInstant(since)],
    );
    return Number(row?.n ?? 0);
  }

  private indexOf(code: string): string {
    return this.blindIndex.of(this.rows.tenantId, 'binding-code', code);
  }

  private addressIndexOf({ channel, address, within }: ChannelAddress): string {
    return this.blindIndex.of(this.rows.tenantId, 'binding-try', channel, within ?? '', address);
  }
}
