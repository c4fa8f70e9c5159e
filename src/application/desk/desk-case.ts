import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import type { LocalDate } from '../../domain/calendar/local-date.js';
import { todayIn } from '../../domain/calendar/zone.js';
import type { ZoneId } from '../../domain/calendar/zone.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import type { Debt } from '../../domain/debt/debt.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import { isConfirmed } from '../../domain/debtor/contact-point.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import type { Hold } from '../../domain/debtor/hold.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Debtors } from '../ports/debtors.js';
import { Debts } from '../ports/debts.js';
import { Holds } from '../ports/holds.js';
import { Lenders } from '../ports/lenders.js';

/** A conversation with everybody and everything it is about, at one moment. */
export interface DeskCase {
  readonly conversation: Conversation;
  readonly contactPoint: ContactPoint;
  readonly debtor: Debtor;
  readonly lender: Lender;
  /** All debts of the debtor at the lender. */
  readonly debts: readonly Debt[];
  /** The debt that is talked about; the only open one where none was chosen. */
  readonly debt: Debt | null;
  readonly holds: readonly Hold[];
  readonly confirmed: boolean;
  /** In danger: nothing about money is said. */
  readonly crisis: boolean;
  readonly zone: ZoneId;
  readonly today: LocalDate;
  readonly now: Instant;
}

/** Reads the case of a conversation that was found already. Inside the caller's unit of work. */
@Injectable()
export class OpenDeskCase {
  constructor(
    private readonly contactPoints: ContactPoints,
    private readonly debtors: Debtors,
    private readonly debts: Debts,
    private readonly lenders: Lenders,
    private readonly holds: Holds,
    private readonly clock: Clock,
  ) {}

  async run(conversation: Conversation): Promise<DeskCase> {
    const { contactPointId, debtorId, lenderId, debtId } = conversation;
    const now = this.clock.now();
    const contactPoint = (await this.contactPoints.byIds([contactPointId])).get(contactPointId);
    const debtor = (await this.debtors.byIds([debtorId])).get(debtorId);
    const lender = (await this.lenders.byIds([lenderId])).get(lenderId);
    if (!contactPoint || !debtor || !lender) {
      throw new DomainError('CONVERSATION.UNKNOWN', 'The people of this conversation are gone.');
    }
    const debts = (await this.debts.ofDebtors([debtorId])).filter((debt) => debt.lenderId === lenderId);
    const open = debts.filter(({ state }) => state === 'open');
    const holds = await this.holds.inForce([debtorId], now);
    const zone = debtor.zones[0] ?? lender.zone;
    return {
      conversation,
      contactPoint,
      debtor,
      lender,
      debts,
      debt: debts.find(({ id }) => id === debtId) ?? (open.length === 1 ? (open[0] ?? null) : null),
      holds,
      confirmed: isConfirmed(contactPoint.rightParty, now),
      crisis: holds.some(({ reason }) => reason === 'crisis'),
      zone,
      today: todayIn(now, zone),
      now,
    };
  }
}
