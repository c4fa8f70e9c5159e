import { Injectable } from '@nestjs/common';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import type { ContactPointId, DebtorId } from '../../domain/shared/ids.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Ids } from '../ports/ids.js';
import type { DebtRow, ImportedContact } from './read-debt-row.js';

/**
 * Stores the addresses that rows bring. One that is known already stays as it is, whatever the file says: consent,
 * opt-out and right party are the debtor's. One that belongs to another debtor is not taken.
 */
@Injectable()
export class TakeContactPoints {
  constructor(
    private readonly contactPoints: ContactPoints,
    private readonly ids: Ids,
  ) {}

  /** Returns how many addresses were left out because they belong to another debtor. */
  async run(rows: readonly { readonly debtor: Debtor; readonly row: DebtRow }[]): Promise<number> {
    const wanted = rows.flatMap(({ debtor, row }) => row.contacts.map((contact) => ({ debtor, contact })));
    if (wanted.length === 0) return 0;
    const owners = new Map<string, DebtorId>();
    const known = await this.contactPoints.byAddresses(wanted.map(({ contact }) => contact));
    for (const contactPoint of known)
      if (contactPoint) owners.set(keyOf(contactPoint), contactPoint.debtorId);
    const missing = wanted.filter(({ contact }) => !owners.has(keyOf(contact)));
    const nextPosition = await this.nextPositions(missing.map(({ debtor }) => debtor.id));
    const added: ContactPoint[] = [];
    let shared = 0;
    for (const { debtor, contact } of wanted) {
      const owner = owners.get(keyOf(contact));
      if (owner !== undefined) {
        if (owner !== debtor.id) shared++;
        continue;
      }
      const position = nextPosition.get(debtor.id) ?? 0;
      nextPosition.set(debtor.id, position + 1);
      owners.set(keyOf(contact), debtor.id);
      added.push(this.newContactPoint(debtor.id, contact, position));
    }
    if (added.length > 0) await this.contactPoints.add(added);
    return shared;
  }

  private async nextPositions(debtorIds: readonly DebtorId[]): Promise<Map<DebtorId, number>> {
    const positions = new Map<DebtorId, number>();
    if (debtorIds.length === 0) return positions;
    for (const { debtorId, position } of await this.contactPoints.ofDebtors([...new Set(debtorIds)])) {
      positions.set(debtorId, Math.max(positions.get(debtorId) ?? 0, position + 1));
    }
    return positions;
  }

  private newContactPoint(debtorId: DebtorId, contact: ImportedContact, position: number): ContactPoint {
    return {
      id: this.ids.next<ContactPointId>(),
      debtorId,
      channel: contact.channel,
      address: contact.address,
      position,
      channelAccountId: null,
      provenance: contact.provenance,
      consent: contact.consent,
      rightParty: { state: 'unconfirmed', failedTries: 0 },
      optedOutAt: null,
      unreachableAt: null,
      lastInboundAt: null,
      version: 1,
    };
  }
}

const keyOf = ({ channel, address }: { readonly channel: string; readonly address: string }): string =>
  `${channel} ${address}`;
