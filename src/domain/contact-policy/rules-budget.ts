import { ofEpochDay } from '../calendar/local-date.js';
import type { Instant } from '../calendar/instant.js';
import { MINUTE, plus } from '../calendar/instant.js';
import type { ZoneId } from '../calendar/zone.js';
import { instantAt, localMinutes } from '../calendar/zone.js';
import type { BudgetUse, ContactFacts } from './contact-facts.js';
import { HORIZON_DAYS, zonesOf } from './contact-window.js';
import type { Cap } from './pack.js';
import type { ResolvedPolicy } from './resolve-policy.js';
import { object, type Rule } from './rule.js';

/** A message about no single debt counts against every debt, and every debt's messages against it. */
const sameDebt = (use: BudgetUse, facts: ContactFacts): boolean =>
  use.debtId === null || facts.debtId === null || use.debtId === facts.debtId;

/** Whether an earlier message takes a slot of the cap as it applies to this one. */
const takesSlot = (use: BudgetUse, cap: Cap, facts: ContactFacts): boolean =>
  use.messageId !== facts.message.id &&
  cap.channels.has(use.channel) &&
  (!cap.perLender || use.lenderId === facts.lenderId) &&
  (cap.scope === 'debtor' ||
    (cap.scope === 'debt' ? sameDebt(use, facts) : use.contactPointId === facts.contactPoint.id));

const localDay = (moment: Instant, zone: ZoneId): number => Math.floor(localMinutes(moment, zone) / 1440);

function usesOf(cap: Cap, zone: ZoneId, facts: ContactFacts, moment: Instant): number {
  const firstDay = localDay(moment, zone) - cap.days + 1;
  let used = 0;
  for (const use of facts.budget) {
    if (localDay(use.at, zone) >= firstDay && takesSlot(use, cap, facts)) used += 1;
  }
  return used;
}

export interface CapUse {
  readonly cap: Cap;
  readonly zone: ZoneId;
  readonly used: number;
}

/** The cap with the least room left for the message at that moment, as the rule counts; null where none applies. */
export function tightestCap(facts: ContactFacts, policy: ResolvedPolicy, moment: Instant): CapUse | null {
  const uses = policy.hours.flatMap((hours) =>
    hours.caps
      .filter((cap) => cap.channels.has(facts.message.channel))
      .flatMap((cap) =>
        zonesOf(hours, facts.zones).map((zone) => ({ cap, zone, used: usesOf(cap, zone, facts, moment) })),
      ),
  );
  const room = ({ cap, used }: CapUse): number => cap.max - used;
  return uses.reduce<CapUse | null>(
    (tightest, use) => (tightest === null || room(use) < room(tightest) ? use : tightest),
    null,
  );
}

/** A cap with no room left on the local day that it is at that moment, in some zone the pack looks at. */
function usedUp(facts: ContactFacts, policy: ResolvedPolicy, moment: Instant): CapUse | null {
  for (const hours of policy.hours) {
    const zones = zonesOf(hours, facts.zones);
    for (const cap of hours.caps) {
      if (facts.budget.length < cap.max || !cap.channels.has(facts.message.channel)) continue;
      for (const zone of zones) {
        const used = usesOf(cap, zone, facts, moment);
        if (used >= cap.max) return { cap, zone, used };
      }
    }
  }
  return null;
}

/** Every cap of every pack, counted in the local days of every zone the pack looks at. */
export const caps: Rule = (facts, policy, now) => {
  const full = usedUp(facts, policy, now);
  return full === null
    ? null
    : object('DEFER', `cap.${full.cap.id}`, {
        used: full.used,
        max: full.cap.max,
        days: full.cap.days,
        zone: full.zone,
      });
};

const lastUse = (facts: ContactFacts): Instant | null =>
  facts.budget.reduce<Instant | null>(
    (found, use) =>
      use.messageId !== facts.message.id && (found === null || use.at > found) ? use.at : found,
    null,
  );

/** Elapsed time since the last proactive message to the debtor, whoever it was from. */
export const minimumGap: Rule = (facts, policy, now) => {
  const last = lastUse(facts);
  return last === null || now >= plus(last, policy.minGapMinutes * MINUTE)
    ? null
    : object('DEFER', 'gap.minimum', { lastAt: last, minGapMinutes: policy.minGapMinutes });
};

/** The first moment, not before `start`, at which the gap and all caps leave room. Null: not within the horizon. */
export function nextInBudget(facts: ContactFacts, policy: ResolvedPolicy, start: Instant): Instant | null {
  const last = lastUse(facts);
  let moment = start;
  if (last !== null && moment < plus(last, policy.minGapMinutes * MINUTE)) {
    moment = plus(last, policy.minGapMinutes * MINUTE);
  }
  for (let day = 0; day <= HORIZON_DAYS; day += 1) {
    const full = usedUp(facts, policy, moment);
    if (full === null) return moment;
    moment = instantAt(ofEpochDay(localDay(moment, full.zone) + 1), 0, full.zone);
  }
  return null;
}
