import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../domain/calendar/local-date.js';
import { todayIn } from '../../domain/calendar/zone.js';
import type { ZoneId } from '../../domain/calendar/zone.js';
import type { Debt } from '../../domain/debt/debt.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import type { MessageFields } from '../../domain/message/message.js';
import type { ConversationId, DebtId } from '../../domain/shared/ids.js';
import type { QueueRequest } from '../outbound/queue-messages.js';
import { ChannelDirectory } from '../ports/channel-directory.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Conversations } from '../ports/conversations.js';
import { Debtors } from '../ports/debtors.js';
import { Debts } from '../ports/debts.js';
import { Lenders } from '../ports/lenders.js';
import { contactPointInTouch } from '../treatment/choose-contact-point.js';
import { groupBy } from '../../domain/shared/group-by.js';
import { nextSlot, zoneOf } from '../treatment/local-slot.js';

/** Around what was agreed, for writing to the debtor about it. */
export interface AgreementCase {
  readonly debt: Debt;
  readonly debtor: Debtor;
  readonly lender: Lender;
  readonly zone: ZoneId;
  readonly today: LocalDate;
  readonly conversationId: ConversationId;
  /** Null when there is none to write to now. */
  readonly contactPoint: ContactPoint | null;
}

/** When reminders of what was agreed are read best; the contact policy still decides. */
const HOURS = { notBefore: 10 * 60, notAfter: 20 * 60 };

/** Loads what follow-ups of promises and plans need, many at a time, with the debtors locked. */
@Injectable()
export class AgreementCases {
  constructor(
    private readonly debts: Debts,
    private readonly debtors: Debtors,
    private readonly lenders: Lenders,
    private readonly contactPoints: ContactPoints,
    private readonly conversations: Conversations,
    private readonly channels: ChannelDirectory,
    private readonly clock: Clock,
  ) {}

  /** Locks the debtors of the debts; whoever changes something reads it again after this. */
  async lock(debtIds: readonly DebtId[]): Promise<void> {
    const debts = await this.debts.byIds(debtIds);
    await this.debtors.lock([...new Set([...debts.values()].map((debt) => debt.debtorId))]);
  }

  async of<Agreement extends { readonly debtId: DebtId; readonly conversationId: ConversationId }>(
    agreements: readonly Agreement[],
  ): Promise<{ readonly agreement: Agreement; readonly about: AgreementCase }[]> {
    const now = this.clock.now();
    const debts = await this.debts.byIds([...new Set(agreements.map(({ debtId }) => debtId))]);
    const debtorIds = [...new Set([...debts.values()].map((debt) => debt.debtorId))];
    const debtors = await this.debtors.byIds(debtorIds);
    const lenders = await this.lenders.byIds([...new Set([...debts.values()].map((debt) => debt.lenderId))]);
    const contactPoints = groupBy(await this.contactPoints.ofDebtors(debtorIds), ({ debtorId }) => debtorId);
    const conversations = await this.conversations.byIds([
      ...new Set(agreements.map(({ conversationId }) => conversationId)),
    ]);
    const available = new Set(await this.channels.available());
    return agreements.flatMap((agreement) => {
      const debt = debts.get(agreement.debtId);
      const debtor = debt && debtors.get(debt.debtorId);
      const lender = debt && lenders.get(debt.lenderId);
      if (!debt || !debtor || !lender) return [];
      const zone = zoneOf(debtor, lender);
      const preferred = conversations.get(agreement.conversationId)?.contactPointId ?? null;
      const own = contactPoints.get(debtor.id) ?? [];
      const about: AgreementCase = {
        debt,
        debtor,
        lender,
        zone,
        today: todayIn(now, zone),
        conversationId: agreement.conversationId,
        contactPoint: contactPointInTouch(own, preferred, available, now),
      };
      return [{ agreement, about }];
    });
  }

  /** A service message about what was agreed; null when there is nobody to write to. */
  message(about: AgreementCase, template: string, fields: MessageFields): QueueRequest | null {
    if (!about.contactPoint) return null;
    return {
      contactPoint: about.contactPoint,
      debtor: about.debtor,
      lenderId: about.lender.id,
      debtId: about.debt.id,
      conversationId: about.conversationId,
      touchId: null,
      origin: 'system',
      template,
      fields,
      answersId: null,
      notBefore: nextSlot(HOURS, this.clock.now(), about.zone),
    };
  }
}
