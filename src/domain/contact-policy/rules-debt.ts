import { addMonths, epochDay } from '../calendar/local-date.js';
import type { Instant } from '../calendar/instant.js';
import { DAY } from '../calendar/instant.js';
import { todayIn } from '../calendar/zone.js';
import type { ContactFacts } from './contact-facts.js';
import { zonesOf } from './contact-window.js';
import { classOf, isReply } from './message-class.js';
import type { TimeBar } from './pack.js';
import type { ResolvedPolicy } from './resolve-policy.js';
import { object, type Rule } from './rule.js';

/** Nothing left to pay: whatever asks for money or reminds of it is withdrawn. */
export const debtPaid: Rule = (facts, policy, now) => {
  if (facts.debt === null || facts.debt.outstandingMinor > 0) return null;
  const { demands, purpose } = facts.message;
  const reminds = demands || purpose === 'demand' || classOf(facts, policy, now) === 'reminder';
  return reminds ? object('CANCEL', 'debt.paid', { outstandingMinor: facts.debt.outstandingMinor }) : null;
};

/** Asking for money without knowing for which debt is never right. */
export const debtKnown: Rule = (facts, policy, now) =>
  facts.debt === null && facts.message.demands && !isReply(facts, policy, now)
    ? object('BLOCK', 'debt.unknown')
    : null;

/** The limitation periods that the debt is older than in some zone of the debtor. */
export function timeBarsOf(facts: ContactFacts, policy: ResolvedPolicy, now: Instant): readonly TimeBar[] {
  const { debt } = facts;
  if (debt === null || policy.timeBars.length === 0) return [];
  const daysSinceDue = Math.ceil(now / DAY) + 1 - epochDay(debt.dueOn);
  return policy.timeBars.filter((bar) => {
    if (daysSinceDue < bar.years * 365) return false;
    const barredOn = addMonths(debt.dueOn, bar.years * 12);
    return policy.hours.some((hours) =>
      zonesOf(hours, facts.zones).some((zone) => todayIn(now, zone) > barredOn),
    );
  });
}

/** A debt past its limitation period is not demanded automatically where the pack says so. */
export const timeBarred: Rule = (facts, policy, now) => {
  if (!facts.message.demands) return null;
  const bar = timeBarsOf(facts, policy, now).find(({ demand }) => demand === 'block');
  return bar === undefined
    ? null
    : object('BLOCK', 'debt.time-barred', { years: bar.years, dueOn: facts.debt?.dueOn ?? null });
};
