import { Injectable } from '@nestjs/common';
import { ContactPoints } from '../../../application/ports/contact-points.js';
import type { ChannelAddress, MovedAddress } from '../../../application/ports/contact-points.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { ContactPoint, RightParty } from '../../../domain/debtor/contact-point.js';
import type { ChannelAccountId, ContactPointId, DebtorId } from '../../../domain/shared/ids.js';
import { BlindIndex } from '../blind-index.js';
import { ContactPointEntity } from '../entities/contact-point.entity.js';
import { sqlInstant } from '../column-codec.js';
import { FieldCipher } from '../field-cipher.js';
import { marks } from '../rows.js';
import { byId, TenantRows } from './tenant-rows.js';

type Changeable = Omit<
  ContactPointEntity,
  | 'tenantId'
  | 'channel'
  | 'address'
  | 'addressIndex'
  | 'addressScope'
  | 'reachabilityAt'
  | 'provenance'
  | 'position'
>;

const CHANGEABLE = [
  'debtorId',
  'channelAccountId',
  'consentAt',
  'consentSource',
  'rightPartyState',
  'rightPartyFailedTries',
  'rightPartyMethod',
  'rightPartyAt',
  'rightPartyExpiresAt',
  'optedOutAt',
  'unreachableAt',
  'lastInboundAt',
] as const satisfies readonly (keyof Changeable)[];

const toChangeable = (point: ContactPoint): Changeable => {
  const { rightParty, consent } = point;
  return {
    id: point.id,
    debtorId: point.debtorId,
    channelAccountId: point.channelAccountId,
    consentAt: consent?.at ?? null,
    consentSource: consent?.source ?? null,
    rightPartyState: rightParty.state,
    rightPartyFailedTries: rightParty.state === 'unconfirmed' ? rightParty.failedTries : 0,
    rightPartyMethod: rightParty.state === 'confirmed' ? rightParty.method : null,
    rightPartyAt: rightParty.state === 'unconfirmed' ? null : rightParty.at,
    rightPartyExpiresAt: rightParty.state === 'confirmed' ? rightParty.expiresAt : null,
    optedOutAt: point.optedOutAt,
    unreachableAt: point.unreachableAt,
    lastInboundAt: point.lastInboundAt,
    version: point.version,
  };
};

const toRightParty = (row: ContactPointEntity): RightParty => {
  const { rightPartyMethod: method, rightPartyAt: at, rightPartyExpiresAt: expiresAt } = row;
  if (row.rightPartyState === 'confirmed' && method !== null && at !== null && expiresAt !== null) {
    return { state: 'confirmed', method, at, expiresAt };
  }
  if (row.rightPartyState === 'wrong' && at !== null) return { state: 'wrong', at };
  return { state: 'unconfirmed', failedTries: row.rightPartyFailedTries };
};

/** Of the same address: the one of that account, else the one that no other account has. */
const meant = (
  rows: readonly ContactPointEntity[],
  within: ChannelAccountId | undefined,
): ContactPointEntity | undefined => {
  if (within === undefined) return rows.find((row) => row.addressScope === '') ?? rows[0];
  return (
    rows.find((row) => row.addressScope === within) ??
    rows.find(
      (row) => row.addressScope === '' && (row.channelAccountId === null || row.channelAccountId === within),
    )
  );
};

@Injectable()
export class TypeormContactPoints extends ContactPoints {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
    private readonly blindIndex: BlindIndex,
  ) {
    super();
  }

  async byIds(ids: readonly ContactPointId[]): Promise<Map<ContactPointId, ContactPoint>> {
    const rows = await this.rows.readIn(ContactPointEntity, 'id', ids);
    return byId(rows.map((row) => this.toContactPoint(row)));
  }

  async byAddresses(addresses: readonly ChannelAddress[]): Promise<(ContactPoint | null)[]> {
    const indexes = addresses.map((address) => this.indexOf(address));
    const channels = [...new Set(addresses.map(({ channel }) => channel))];
    const found = new Map<string, ContactPointEntity[]>();
    for (const channel of channels) {
      const wanted = indexes.filter((_, at) => addresses[at]?.channel === channel);
      const rows = await this.rows.readIn(ContactPointEntity, 'address_index', wanted, {
        condition: 'AND channel = ?',
        parameters: [channel],
      });
      for (const row of rows) {
        const same = found.get(`${channel} ${row.addressIndex}`);
        if (same) same.push(row);
        else found.set(`${channel} ${row.addressIndex}`, [row]);
      }
    }
    return addresses.map(({ channel, within }, at) => {
      const row = meant(found.get(`${channel} ${indexes[at] ?? ''}`) ?? [], within);
      return row ? this.toContactPoint(row) : null;
    });
  }

  async ofDebtors(ids: readonly DebtorId[]): Promise<ContactPoint[]> {
    const rows = await this.rows.readIn(ContactPointEntity, 'debtor_id', ids, {
      tail: 'ORDER BY debtor_id, position, id',
    });
    return rows.map((row) => this.toContactPoint(row));
  }

  async ofAccount(id: ChannelAccountId): Promise<ContactPoint[]> {
    const rows = await this.rows.read(ContactPointEntity, 'channel_account_id = ?', [id], 'ORDER BY id');
    return rows.map((row) => this.toContactPoint(row));
  }

  add(contactPoints: readonly ContactPoint[], within?: ChannelAccountId): Promise<void> {
    const rows = contactPoints.map((point) => ({
      ...toChangeable(point),
      channel: point.channel,
      address: this.cipher.encrypt(point.address),
      addressIndex: this.indexOf(point),
      addressScope: within ?? '',
      reachabilityAt: null,
      position: point.position,
      provenance: point.provenance,
    }));
    return this.rows.insert(ContactPointEntity, rows);
  }

  async keepSender(ids: readonly ContactPointId[], accountId: ChannelAccountId): Promise<void> {
    await this.rows.inLists(ids, async (list) => [
      await this.rows.execute(
        `UPDATE contact_points SET channel_account_id = ?, version = version + 1
         WHERE tenant_id = ? AND id IN (${marks(list)}) AND channel_account_id IS NULL`,
        [accountId, this.rows.tenantId, ...list],
      ),
    ]);
  }

  update(contactPoints: readonly ContactPoint[]): Promise<void> {
    const rows = contactPoints.map(toChangeable);
    return this.rows.updateVersioned(ContactPointEntity, rows, CHANGEABLE, 'CONTACT_POINT.CHANGED_MEANWHILE');
  }

  async move(moved: readonly MovedAddress[]): Promise<void> {
    const rows = moved.map((one) => ({
      id: one.id,
      version: one.version,
      address: this.cipher.encrypt(one.address),
      addressIndex: this.indexOf(one),
      addressScope: one.within,
    }));
    const aside = rows.map(({ id }) => ({ id, addressIndex: id }));
    await this.rows.update(ContactPointEntity, aside, ['addressIndex']);
    await this.rows.updateVersioned(
      ContactPointEntity,
      rows,
      ['address', 'addressIndex', 'addressScope'],
      'CONTACT_POINT.CHANGED_MEANWHILE',
    );
  }

  async noteReachability(id: ContactPointId, at: Instant): Promise<boolean> {
    const moment = sqlInstant(at);
    const [newer] = await this.rows.query<{ id: string }>(
      `SELECT id FROM contact_points WHERE tenant_id = ? AND id = ? AND reachability_at > ?${this.rows.forUpdate}`,
      [this.rows.tenantId, id, moment],
    );
    if (newer) return false;
    await this.rows.execute('UPDATE contact_points SET reachability_at = ? WHERE tenant_id = ? AND id = ?', [
      moment,
      this.rows.tenantId,
      id,
    ]);
    return true;
  }

  private indexOf({ channel, address }: ChannelAddress): string {
    return this.blindIndex.of(this.rows.tenantId, 'address', channel, address);
  }

  private toContactPoint(row: ContactPointEntity): ContactPoint {
    const { consentAt, consentSource } = row;
    return {
      id: row.id,
      debtorId: row.debtorId,
      channel: row.channel,
      address: this.cipher.decrypt(row.address),
      position: row.position,
      channelAccountId: row.channelAccountId,
      provenance: row.provenance,
      consent: consentAt === null || consentSource === null ? null : { at: consentAt, source: consentSource },
      rightParty: toRightParty(row),
      optedOutAt: row.optedOutAt,
      unreachableAt: row.unreachableAt,
      lastInboundAt: row.lastInboundAt,
      version: row.version,
    };
  }
}
