import { Injectable } from '@nestjs/common';
import type { ChannelEvent } from '../../domain/channel/channel-event.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import { ConversationAt } from '../inbound/conversation-at.js';
import { RecordRefusals } from '../outbound/record-refusals.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Debtors } from '../ports/debtors.js';
import { EventLog } from '../ports/event-log.js';
import { addressAt } from './event-sources.js';
import type { EventSource } from './event-sources.js';

type Reachability = Extract<ChannelEvent, { readonly kind: 'reachability' }>;

const REFUSALS = { blocked: 'blocked-by-recipient', gone: 'unreachable-address' } as const;

/**
 * Draws the conclusions of what a provider tells about an address, the same as those of a text that it refused.
 * Somebody who can be reached again has not taken an opt-out back. A report that is older than the last one says
 * nothing. Inside the caller's unit of work.
 */
@Injectable()
export class RecordReachability {
  constructor(
    private readonly contactPoints: ContactPoints,
    private readonly debtors: Debtors,
    private readonly conversationAt: ConversationAt,
    private readonly recordRefusals: RecordRefusals,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async run(source: EventSource, { address, state, at }: Reachability): Promise<void> {
    const [found] = await this.contactPoints.byAddresses([addressAt(source, address)]);
    if (!found) return;
    await this.debtors.lock([found.debtorId]);
    const contactPoint = (await this.contactPoints.byIds([found.id])).get(found.id);
    if (!contactPoint || !(await this.contactPoints.noteReachability(contactPoint.id, at))) return;
    if (state === 'reachable') await this.reachAgain(contactPoint);
    else await this.refuse(contactPoint, REFUSALS[state]);
  }

  private async refuse(
    contactPoint: ContactPoint,
    reason: (typeof REFUSALS)[keyof typeof REFUSALS],
  ): Promise<void> {
    const conversation = await this.conversationAt.run(contactPoint);
    const message = {
      contactPointId: contactPoint.id,
      debtorId: contactPoint.debtorId,
      lenderId: conversation?.lenderId ?? null,
      conversationId: conversation?.id ?? null,
    };
    await this.recordRefusals.run([{ message, reason }], this.clock.now());
  }

  private async reachAgain(contactPoint: ContactPoint): Promise<void> {
    if (contactPoint.unreachableAt === null) return;
    await this.contactPoints.update([{ ...contactPoint, unreachableAt: null }]);
    await this.events.append([
      {
        type: 'contact-point.reachable',
        subjects: { contactPoint: contactPoint.id, debtor: contactPoint.debtorId },
      },
    ]);
  }
}
