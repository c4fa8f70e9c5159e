import { Injectable } from '@nestjs/common';
import { Debtors, type DebtorKey, type KeyedDebtor } from '../../../application/ports/debtors.js';
import type { Debtor } from '../../../domain/debtor/debtor.js';
import type { DebtorId } from '../../../domain/shared/ids.js';
import { BlindIndex } from '../blind-index.js';
import { DebtorEntity } from '../entities/debtor.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { marks } from '../rows.js';
import { byId, TenantRows } from './tenant-rows.js';

type Personal = Pick<Debtor, 'name' | 'checkFacts' | 'vulnerabilities'>;

@Injectable()
export class TypeormDebtors extends Debtors {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
    private readonly blindIndex: BlindIndex,
  ) {
    super();
  }

  async lock(ids: readonly DebtorId[]): Promise<void> {
    const { tenantId, forUpdate } = this.rows;
    if (forUpdate === '') return;
    await this.rows.inLists([...ids].sort(), (list) =>
      this.rows.query(
        `SELECT id FROM debtors WHERE tenant_id = ? AND id IN (${marks(list)}) ORDER BY id${forUpdate}`,
        [tenantId, ...list],
      ),
    );
  }

  async byIds(ids: readonly DebtorId[]): Promise<Map<DebtorId, Debtor>> {
    return byId((await this.rows.readIn(DebtorEntity, 'id', ids)).map((row) => this.toDebtor(row)));
  }

  async byKeys(keys: readonly DebtorKey[]): Promise<(Debtor | null)[]> {
    const indexes = keys.map((key) => this.indexOf(key));
    const rows = await this.rows.readIn(DebtorEntity, 'key_index', indexes);
    const found = new Map(rows.map((row) => [row.keyIndex, this.toDebtor(row)]));
    return indexes.map((index) => found.get(index) ?? null);
  }

  add(debtors: readonly KeyedDebtor[]): Promise<void> {
    const rows = debtors.map(({ key, debtor }) => ({
      ...this.toColumns(debtor),
      keyIndex: this.indexOf(key),
    }));
    return this.rows.insert(DebtorEntity, rows);
  }

  update(debtors: readonly Debtor[]): Promise<void> {
    return this.rows.updateVersioned(
      DebtorEntity,
      debtors.map((debtor) => this.toColumns(debtor)),
      ['personal', 'locale', 'zones', 'country', 'preference'],
      'DEBTOR.CHANGED_MEANWHILE',
    );
  }

  private indexOf(key: DebtorKey): string {
    const { tenantId } = this.rows;
    return key.kind === 'id-number'
      ? this.blindIndex.of(tenantId, 'debtor-id', key.idNumber.toUpperCase())
      : this.blindIndex.of(tenantId, 'debtor-reference', key.lenderId, key.reference);
  }

  private toColumns(debtor: Debtor): Omit<DebtorEntity, 'tenantId' | 'keyIndex'> {
    const { id, name, checkFacts, locale, zones, country, preference, vulnerabilities, version } = debtor;
    const personal: Personal = { name, checkFacts, vulnerabilities };
    return {
      id,
      personal: this.cipher.encrypt(JSON.stringify(personal)),
      locale,
      zones,
      country,
      preference,
      version,
    };
  }

  private toDebtor({ id, personal, locale, zones, country, preference, version }: DebtorEntity): Debtor {
    const { name, checkFacts, vulnerabilities } = JSON.parse(this.cipher.decrypt(personal)) as Personal;
    return { id, name, checkFacts, locale, zones, country, preference, vulnerabilities, version };
  }
}
