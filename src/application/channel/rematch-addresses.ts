import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { toIso } from '../../domain/calendar/instant.js';
import type { ChannelEvent } from '../../domain/channel/channel-event.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import { withdrawnEvents } from '../outbound/message-event.js';
import { ChannelCursors } from '../ports/channel-cursors.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Debtors } from '../ports/debtors.js';
import { EventLog } from '../ports/event-log.js';
import { Messages } from '../ports/messages.js';
import { addressAt } from './event-sources.js';
import type { EventSource } from './event-sources.js';

type Change = Extract<ChannelEvent, { readonly kind: 'addresses-changed' }>;

/** What becomes of one contact point. */
interface Rematch {
  readonly point: ContactPoint;
  /** Its new address; null: it stays. */
  readonly to: string | null;
  readonly found: boolean;
}

const LAST_CHANGE = 'addresses-changed';

/**
 * Ids changed with a new login. Who was found again has a new address; everybody else is quarantined: not written to
 * until found, because nobody knows who would read it. Inside the caller's unit of work.
 */
@Injectable()
export class RematchAddresses {
  constructor(
    private readonly contactPoints: ContactPoints,
    private readonly debtors: Debtors,
    private readonly messages: Messages,
    private readonly cursors: ChannelCursors,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async run(source: EventSource, change: Change): Promise<void> {
    const { account, ownAddresses } = source;
    if (!ownAddresses || (await this.isStale(source, change))) return;
    const before = await this.contactPoints.ofAccount(account.id);
    await this.debtors.lock([...new Set(before.map(({ debtorId }) => debtorId))]);
    const points = await this.contactPoints.ofAccount(account.id);
    const rematches = await this.rematch(source, change, points);
    const now = this.clock.now();
    const changed = rematches.filter(({ point, found }) => found === (point.unreachableAt !== null));
    await this.contactPoints.update(
      changed.map(({ point, found }) => ({ ...point, unreachableAt: found ? null : now })),
    );
    await this.move(source, rematches, new Set(changed.map(({ point }) => point.id)));
    for (const { point, found } of changed) {
      if (found) await this.tell('contact-point.found-again', point, null);
      else await this.quarantine(point, now);
    }
    await this.cursors.write(account.id, { name: LAST_CHANGE, value: toIso(change.at) });
  }

  /** The same change again, or one that another login has overtaken. */
  private async isStale({ account }: EventSource, { at }: Change): Promise<boolean> {
    const last = await this.cursors.read(account.id, LAST_CHANGE);
    return last !== null && last >= toIso(at);
  }

  private async rematch(
    source: EventSource,
    { moved, known }: Change,
    points: readonly ContactPoint[],
  ): Promise<Rematch[]> {
    const targets = new Map(moved.map(({ from, to }) => [from, to]));
    const there = new Set(known);
    const taken = await this.taken(source, points, targets);
    return points.map((point): Rematch => {
      const to = targets.get(point.address) ?? null;
      if (to === null) return { point, to, found: there.has(point.address) };
      if (taken.has(to)) return { point, to: null, found: false };
      taken.add(to);
      return { point, to, found: true };
    });
  }

  /** New addresses that somebody has already who keeps it. */
  private async taken(
    source: EventSource,
    points: readonly ContactPoint[],
    targets: ReadonlyMap<string, string>,
  ): Promise<Set<string>> {
    const moving = points.filter(({ address }) => targets.has(address));
    const wanted = moving.flatMap(({ address }) => targets.get(address) ?? []);
    const holders = await this.contactPoints.byAddresses(wanted.map((to) => addressAt(source, to)));
    const leaving = new Set(moving.map(({ id }) => id));
    return new Set(holders.flatMap((holder) => (holder && !leaving.has(holder.id) ? [holder.address] : [])));
  }

  private async move(
    { account }: EventSource,
    rematches: readonly Rematch[],
    updated: ReadonlySet<ContactPoint['id']>,
  ): Promise<void> {
    const moved = rematches.flatMap(({ point, to }) =>
      to === null || to === point.address
        ? []
        : [
            {
              id: point.id,
              version: point.version + (updated.has(point.id) ? 1 : 0),
              channel: point.channel,
              address: to,
              within: account.id,
            },
          ],
    );
    if (moved.length === 0) return;
    await this.contactPoints.move(moved);
    await this.events.append(
      moved.map(({ id }) => ({ type: 'contact-point.moved', subjects: { contactPoint: id } })),
    );
  }

  private async quarantine(point: ContactPoint, now: Instant): Promise<void> {
    const scope = { kind: 'contact-point', contactPointId: point.id } as const;
    const reason = 'quarantined';
    const withdrawn = await this.messages.cancelQueued(scope, reason, now, { includeReplies: true });
    await this.events.append(withdrawnEvents(withdrawn, point.debtorId, reason));
    await this.tell('contact-point.quarantined', point, 'not-found-after-login');
  }

  private tell(type: string, { id, debtorId }: ContactPoint, reason: string | null): Promise<void> {
    const subjects = { contactPoint: id, debtor: debtorId };
    return this.events.append([{ type, subjects, ...(reason === null ? {} : { reason }) }]);
  }
}
