import { Injectable } from '@nestjs/common';
import { Lenders } from '../../../application/ports/lenders.js';
import type { Lender } from '../../../domain/debt/lender.js';
import type { LenderId } from '../../../domain/shared/ids.js';
import { LenderEntity } from '../entities/lender.entity.js';
import { byId, TenantRows } from './tenant-rows.js';

const toLender = ({ id, code, country, profile, version }: LenderEntity): Lender => ({
  id,
  code,
  country,
  ...profile,
  version,
});

@Injectable()
export class TypeormLenders extends Lenders {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async all(): Promise<Lender[]> {
    return (await this.rows.read(LenderEntity, '1 = 1', [], 'ORDER BY code')).map(toLender);
  }

  async byIds(ids: readonly LenderId[]): Promise<Map<LenderId, Lender>> {
    return byId((await this.rows.readIn(LenderEntity, 'id', ids)).map(toLender));
  }

  async byCode(code: string): Promise<Lender | null> {
    const row = await this.rows.readOne(LenderEntity, 'code = ?', [code]);
    return row === null ? null : toLender(row);
  }

  async save(lender: Lender): Promise<void> {
    const { id, code, country, version, ...profile } = lender;
    const row = { id, code, country, profile, version };
    const stored = await this.rows.readOne(LenderEntity, 'id = ?', [id]);
    if (stored === null) await this.rows.insert(LenderEntity, [row]);
    else {
      const set = ['code', 'country', 'profile'] as const;
      await this.rows.updateVersioned(LenderEntity, [row], set, 'LENDER.CHANGED_MEANWHILE');
    }
  }
}
