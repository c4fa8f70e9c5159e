import { Injectable } from '@nestjs/common';
import type { PlanTerms } from '../../domain/arrangement/arrangement.js';
import type { ArrangementLimits, Authority, NegotiationLimits } from '../../domain/arrangement/limits.js';
import { AUTHORITIES } from '../../domain/arrangement/limits.js';
import {
  FULL_PAYMENT_ONLY,
  limitsOfProduct,
  limitsWithin,
  withCalendar,
} from '../../domain/arrangement/negotiation-limits.js';
import type { NegotiationStep } from '../../domain/arrangement/play-negotiation.js';
import { playNegotiation } from '../../domain/arrangement/play-negotiation.js';
import type { PlanWish } from '../../domain/arrangement/propose-terms.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { ZoneId } from '../../domain/calendar/zone.js';
import { todayIn } from '../../domain/calendar/zone.js';
import { wishOf } from '../../domain/conversation/wish-of.js';
import { bucketOf } from '../../domain/debt/delinquency.js';
import type { Locale } from '../../domain/shared/locale.js';
import type { Money } from '../../domain/shared/money.js';
import type { IntentModel } from '../../domain/understanding/intent-model.js';
import { readReply } from '../../domain/understanding/read-reply.js';
import { ReachableLender } from '../lender/reachable-lender.js';
import { Clock } from '../ports/clock.js';
import { PolicyPacks } from '../ports/policy-packs.js';
import { UnderstandingModel } from '../ports/understanding-model.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';

export interface Trial {
  readonly lender: string;
  readonly product: string;
  readonly balance: Money;
  readonly daysPastDue: number;
  readonly wish: PlanWish;
  /** The wish in a debtor's words; what `wish` names goes before it. */
  readonly said: { readonly text: string; readonly locale: Locale } | null;
  /** Limits that are not in force; null: those that are. */
  readonly instead: NegotiationLimits | null;
}

export interface TriedLimits {
  /** The wish as it was understood. */
  readonly wish: PlanWish;
  readonly authorities: readonly TriedAuthority[];
}

export interface TriedAuthority {
  readonly authority: Authority;
  readonly limits: ArrangementLimits;
  readonly opening: PlanTerms;
  readonly steps: readonly NegotiationStep[];
}

/** What assistant, staff and lead would each concede to a debtor who insists on a wish, by the real negotiation. */
@Injectable()
export class TryLimits {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lenders: ReachableLender,
    private readonly clock: Clock,
    private readonly packs: PolicyPacks,
    private readonly understanding: UnderstandingModel,
  ) {}

  /** Throws `LENDER.UNKNOWN` or `ARRANGEMENT.NOTHING_OWED`. */
  run(scope: WorkScope, trial: Trial): Promise<TriedLimits> {
    return this.unitOfWork.run(scope, async () => {
      const lender = await this.lenders.byCode(scope, trial.lender);
      const now = this.clock.now();
      const today = todayIn(now, lender.zone);
      const wish = { ...readWish(trial, lender.zone, now, this.understanding.current()), ...trial.wish };
      const bucket = bucketOf(trial.daysPastDue);
      const all = trial.instead ?? limitsOfProduct(lender, trial.product);
      const calendar = this.packs.workingCalendar(lender.country);
      const authorities = AUTHORITIES.map((authority) => {
        const limits = withCalendar(all ? limitsWithin(all, bucket, authority) : FULL_PAYMENT_ONLY, calendar);
        const request = { balance: trial.balance, limits, bucket, today };
        return { authority, limits, ...playNegotiation(request, wish) };
      });
      return { wish, authorities };
    });
  }
}

function readWish({ said, balance }: Trial, zone: ZoneId, now: Instant, model: IntentModel): PlanWish {
  if (said === null) return {};
  const { currency } = balance;
  const { slots } = readReply({ ...said, now, zone, state: 'negotiating', choices: [], currency }, model);
  return wishOf(slots, balance);
}
