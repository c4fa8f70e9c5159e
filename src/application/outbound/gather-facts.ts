import { Injectable } from '@nestjs/common';
import { DAY, HOUR, plus } from '../../domain/calendar/instant.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { Message } from '../../domain/message/message.js';
import type { InboundMessageId } from '../../domain/shared/ids.js';
import { ContactBudget } from '../ports/contact-budget.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Debtors } from '../ports/debtors.js';
import { Debts } from '../ports/debts.js';
import { Holds } from '../ports/holds.js';
import { InboundMessages } from '../ports/inbound-messages.js';
import { Lenders } from '../ports/lenders.js';
import { Messages } from '../ports/messages.js';
import { TemplateVersions } from '../ports/template-versions.js';
import { BatchFacts } from './batch-facts.js';

/** The caps of the packs look at 31 days; one more, because local days begin before UTC days. */
const BUDGET_DAYS = 32;

/**
 * Reads everything the contact policy wants to know about a batch of messages, each kind in one look-up.
 * Call it in the transaction that holds the lock on the debtors: what it reads stays true until the end.
 */
@Injectable()
export class GatherFacts {
  constructor(
    private readonly debtors: Debtors,
    private readonly contactPoints: ContactPoints,
    private readonly debts: Debts,
    private readonly lenders: Lenders,
    private readonly holds: Holds,
    private readonly budget: ContactBudget,
    private readonly messages: Messages,
    private readonly inbound: InboundMessages,
    private readonly templateVersions: TemplateVersions,
  ) {}

  async run(batch: readonly Message[], now: Instant): Promise<BatchFacts> {
    const debtorIds = distinct(batch.map((message) => message.debtorId));
    const contactPointIds = distinct(batch.map((message) => message.contactPointId));
    const answered = distinct(
      batch.flatMap((message): InboundMessageId[] => (message.answersId ? [message.answersId] : [])),
    );
    const replyingTo = distinct(
      batch.filter((message) => message.answersId).map((message) => message.contactPointId),
    );
    const holds = await this.holds.inForce(debtorIds, now);
    const underReview = distinct(
      holds.filter((hold) => hold.reason === 'opt-out-review').map((hold) => hold.scope.debtorId),
    );
    return new BatchFacts({
      templates: await this.templateVersions.byIds(distinct(batch.map((one) => one.templateVersionId))),
      debtors: await this.debtors.byIds(debtorIds),
      contactPoints: await this.contactPoints.byIds(contactPointIds),
      debts: await this.debts.byIds(distinct(batch.flatMap((one) => (one.debtId ? [one.debtId] : [])))),
      lenders: await this.lenders.byIds(distinct(batch.map((one) => one.lenderId))),
      holds,
      reservations: await this.budget.usedSince(debtorIds, plus(now, -BUDGET_DAYS * DAY)),
      sentCounts: await this.messages.sentCounts(contactPointIds),
      answered: answered.length > 0 ? await this.inbound.byIds(answered) : new Map(),
      answersGiven: answered.length > 0 ? await this.messages.answersGiven(answered) : new Map(),
      idleReplies:
        replyingTo.length > 0 ? await this.inbound.idleSince(replyingTo, plus(now, -HOUR)) : new Map(),
      contactPointsUnderReview: underReview.length > 0 ? await this.contactPoints.ofDebtors(underReview) : [],
    });
  }
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];
