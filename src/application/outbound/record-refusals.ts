import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { Message } from '../../domain/message/message.js';
import type { RefusalReason } from '../../domain/message/send-outcome.js';
import type { HoldId } from '../../domain/shared/ids.js';
import { OpenHandOff } from '../desk/open-hand-off.js';
import { ContactPoints } from '../ports/contact-points.js';
import { EventLog } from '../ports/event-log.js';
import { Holds } from '../ports/holds.js';
import { Ids } from '../ports/ids.js';
import { Messages } from '../ports/messages.js';

/** Who cannot be written to, and in which conversation that matters; null: the debtor owes nobody. */
export type RefusedContact = Pick<Message, 'contactPointId' | 'debtorId' | 'conversationId'> & {
  readonly lenderId: Message['lenderId'] | null;
};

export interface Refusal {
  readonly message: RefusedContact;
  readonly reason: RefusalReason;
}

/**
 * Draws the conclusions of a definite refusal. An address that reaches nobody is marked so. A recipient who
 * blocked the sender has opted out: the contact point stops and a person looks before anything else starts.
 * Runs under the debtors' locks.
 */
@Injectable()
export class RecordRefusals {
  constructor(
    private readonly contactPoints: ContactPoints,
    private readonly messages: Messages,
    private readonly holds: Holds,
    private readonly events: EventLog,
    private readonly openHandOff: OpenHandOff,
    private readonly ids: Ids,
  ) {}

  async run(refusals: readonly Refusal[], now: Instant): Promise<void> {
    const telling = refusals.filter(
      ({ reason }) => reason === 'unreachable-address' || reason === 'blocked-by-recipient',
    );
    if (telling.length === 0) return;
    const known = await this.contactPoints.byIds([
      ...new Set(telling.map(({ message }) => message.contactPointId)),
    ]);
    const changed = new Map<string, ContactPoint>();
    for (const { message, reason } of telling) {
      const contactPoint = known.get(message.contactPointId);
      if (!contactPoint || changed.has(contactPoint.id) || isMarked(contactPoint, reason)) continue;
      changed.set(contactPoint.id, mark(contactPoint, reason, now));
      await this.stop(message, reason, now);
    }
    if (changed.size > 0) await this.contactPoints.update([...changed.values()]);
  }

  private async stop(message: RefusedContact, reason: RefusalReason, now: Instant): Promise<void> {
    const { contactPointId, debtorId, lenderId, conversationId } = message;
    await this.messages.cancelQueued({ kind: 'contact-point', contactPointId }, reason, now);
    await this.events.append([
      {
        type: reason === 'blocked-by-recipient' ? 'contact-point.opted-out' : 'contact-point.unreachable',
        subjects: { contactPoint: contactPointId, debtor: debtorId },
        reason,
      },
    ]);
    if (reason !== 'blocked-by-recipient') return;
    await this.holds.place([
      {
        id: this.ids.next<HoldId>(),
        scope: { kind: 'debtor', debtorId },
        reason: 'opt-out-review',
        placedAt: now,
        until: null,
      },
    ]);
    if (lenderId === null) return;
    await this.openHandOff.run({
      conversationId,
      debtorId,
      lenderId,
      reason: 'opt-out-review',
      priority: 'normal',
    });
  }
}

const isMarked = (contactPoint: ContactPoint, reason: RefusalReason): boolean =>
  reason === 'blocked-by-recipient' ? contactPoint.optedOutAt !== null : contactPoint.unreachableAt !== null;

const mark = (contactPoint: ContactPoint, reason: RefusalReason, now: Instant): ContactPoint =>
  reason === 'blocked-by-recipient'
    ? { ...contactPoint, optedOutAt: now }
    : { ...contactPoint, unreachableAt: now };
