import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { MINUTE } from '../../domain/calendar/instant.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import type { InboundContent } from '../../domain/conversation/inbound-content.js';
import type { ContactPointId, HoldId, InboundMessageId, TenantId } from '../../domain/shared/ids.js';
import { soundsLikeCrisis } from '../../domain/understanding/crisis-lexicon.js';
import { normalise } from '../../domain/understanding/normalise.js';
import { NoteInbound } from '../desk/note-inbound.js';
import { OpenHandOff } from '../desk/open-hand-off.js';
import { Alarms } from '../ports/alarms.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Debtors } from '../ports/debtors.js';
import { EventLog } from '../ports/event-log.js';
import { Holds } from '../ports/holds.js';
import { Ids } from '../ports/ids.js';
import { InboundMessages } from '../ports/inbound-messages.js';
import { Jobs } from '../ports/jobs.js';
import { Lenders } from '../ports/lenders.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { ConversationAt } from './conversation-at.js';

/** How long a message that cannot be processed is tried again before a person gets it. */
const TRIED_FOR = 15 * MINUTE;

/**
 * Gives the message that holds up a contact point to a person, as an urgent item, and lets the later ones go on.
 * What sounds like danger is given at once, anything else when it has been tried for 15 minutes.
 */
@Injectable()
export class SetAsideInbound {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly inbound: InboundMessages,
    private readonly contactPoints: ContactPoints,
    private readonly debtors: Debtors,
    private readonly lenders: Lenders,
    private readonly holds: Holds,
    private readonly conversationAt: ConversationAt,
    private readonly openHandOff: OpenHandOff,
    private readonly noteInbound: NoteInbound,
    private readonly alarms: Alarms,
    private readonly jobs: Jobs,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Returns whether a message was set aside. */
  run(tenantId: TenantId, contactPointId: ContactPointId): Promise<boolean> {
    const scope = { tenantId, actor: { kind: 'system', name: 'retry-inbound' } } as const;
    return this.unitOfWork.run(scope, async () => {
      const now = this.clock.now();
      const contactPoint = (await this.contactPoints.byIds([contactPointId])).get(contactPointId);
      if (!contactPoint) return false;
      await this.debtors.lock([contactPoint.debtorId]);
      const message = await this.inbound.nextArrival(contactPointId);
      if (!message) return false;
      const content = await this.contentOf(message.id);
      const danger = content?.kind === 'text' && soundsLikeCrisis(normalise(content.text));
      if (!danger && now - message.receivedAt < TRIED_FOR) return false;
      const conversation = await this.conversationAt.run(contactPoint);
      await this.inbound.markFailed(message.id, conversation?.id ?? null, now);
      await this.events.append([
        {
          type: 'inbound.failed',
          subjects: {
            inbound: message.id,
            contactPoint: contactPointId,
            ...(conversation ? { conversation: conversation.id } : {}),
          },
        },
      ]);
      if (conversation) await this.callPerson(conversation, content, danger, now);
      else if (danger) this.callAnybody(message.id);
      await this.jobs.enqueue('process-inbound', { contactPointId }, { key: contactPointId });
      return true;
    });
  }

  private async callPerson(
    conversation: Conversation,
    content: InboundContent | null,
    danger: boolean,
    now: Instant,
  ): Promise<void> {
    const { id, debtorId, lenderId } = conversation;
    if (danger) {
      await this.holds.place([
        {
          id: this.ids.next<HoldId>(),
          scope: { kind: 'debtor', debtorId },
          reason: 'crisis',
          placedAt: now,
          until: null,
        },
      ]);
    }
    await this.openHandOff.run({
      conversationId: id,
      debtorId,
      lenderId,
      reason: danger ? 'crisis' : 'inbound-stuck',
      priority: 'urgent',
    });
    const debtor = (await this.debtors.byIds([debtorId])).get(debtorId);
    const lender = (await this.lenders.byIds([lenderId])).get(lenderId);
    if (content && debtor && lender) await this.noteInbound.run(id, content, debtor, lender);
  }

  /** The debtor owes nobody any more, so no queue of a lender can have it. */
  private callAnybody(id: InboundMessageId): void {
    const sentence =
      `A message that sounds like danger to life came from somebody who owes nothing here: inbound message ${id}. ` +
      'Read it among the unmatched messages, and help.';
    this.unitOfWork.afterCommit(() => this.alarms.raise(sentence));
  }

  /** Null where it cannot even be read, e.g. because a key is gone. */
  private async contentOf(id: InboundMessageId): Promise<InboundContent | null> {
    try {
      return (await this.inbound.byIds([id])).get(id)?.content ?? null;
    } catch {
      return null;
    }
  }
}
