import { Injectable } from '@nestjs/common';
import { ContactPoints, type ChannelAddress } from '../../../application/ports/contact-points.js';
import type { ContactPoint, RightParty } from '../../../domain/debtor/contact-point.js';
import type { ChannelAccountId, ContactPointId, DebtorId } from '../../../domain/shared/ids.js';
import { BlindIndex } from '../blind-index.js';
import { ContactPointEntity } from '../entities/contact-point.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { marks } from '../rows.js';
import { byId, TenantRows } from './tenant-rows.js';

type Changeable = Omit<
  ContactPointEntity,
  'tenantId' | 'channel' | 'address' | 'addressIndex' | 'provenance' | 'position'
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
    const found = new Map<string, ContactPoint>();
    for (const channel of channels) {
      const wanted = indexes.filter((_, at) => addresses[at]?.channel === channel);
      const rows = await this.rows.readIn(ContactPointEntity, 'address_index', wanted, {
        condition: 'AND channel = ?',
        parameters: [channel],
      });
      for (const row of rows) found.set(row.addressIndex, this.toContactPoint(row));
    }
    return indexes.map((index) => found.get(index) ?? null);
  }

  async ofDebtors(ids: readonly DebtorId[]): Promise<ContactPoint[]> {
    const rows = await this.rows.readIn(ContactPointEntity, 'debtor_id', ids, {
      tail: 'ORDER BY debtor_id, position, id',
    });
    return rows.map((row) => this.toContactPoint(row));
  }

  add(contactPoints: readonly ContactPoint[]): Promise<void> {
    const rows = contactPoints.map((point) => ({
      ...toChangeable(point),
      channel: point.channel,
      address: this.cipher.encrypt(point.address),
      addressIndex: this.indexOf(point),
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
