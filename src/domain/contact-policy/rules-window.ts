import type { Instant } from '../calendar/instant.js';
import { DAY, plus } from '../calendar/instant.js';
import type { ContactFacts } from './contact-facts.js';
import {
  dayState,
  HORIZON_DAYS,
  nextOpen,
  preferenceOpen,
  windowOpen,
  zonesKnown,
} from './contact-window.js';
import { nextInBudget } from './rules-budget.js';
import type { ResolvedPolicy } from './resolve-policy.js';
import { object, type Rule } from './rule.js';

/** Without a zone nobody can say what time it is for the debtor. */
export const zoneUnknown: Rule = (facts, policy) =>
  zonesKnown(policy, facts.zones) ? null : object('HOLD', 'zone.unknown', { zones: facts.zones.length });

/**
 * No proactive message on a holiday. Past the last published day of a calendar nobody knows whether a day is one:
 * the message is held, and the remedy is to add the new year to the calendar file.
 */
export const holidays: Rule = (facts, policy, now) => {
  const state = dayState(policy, facts.zones, now);
  if (state === 'ordinary') return null;
  return state === 'holiday' ? object('DEFER', 'holidays.closed') : object('HOLD', 'holidays.unknown-year');
};

/** The packs' windows, in every zone. */
export const contactWindow: Rule = (facts, policy, now) =>
  windowOpen(policy, facts.zones, now)
    ? null
    : object('DEFER', 'window.closed', { zones: facts.zones.join(' ') });

/** The hours the debtor asked for. */
export const preferredHours: Rule = (facts, policy, now) =>
  preferenceOpen(policy, facts.zones, facts.preference, now)
    ? null
    : object('DEFER', 'preference.closed', {
        notBefore: facts.preference?.notBefore ?? null,
        notAfter: facts.preference?.notAfter ?? null,
      });

/** When a deferred message could go: windows, holidays, gap and caps all leave room, and not a moment earlier. */
export function nextOpportunity(
  facts: ContactFacts,
  policy: ResolvedPolicy,
  now: Instant,
):
  | { readonly until: Instant }
  | { readonly never: 'policy.empty-window' | 'holidays.unknown-year' | 'budget' } {
  // Room in the budget never goes away by waiting, so it is enough to look for it once.
  const inBudget = nextInBudget(facts, policy, now);
  if (inBudget === null || inBudget > plus(now, HORIZON_DAYS * DAY)) return { never: 'budget' };
  const until = nextOpen(policy, facts.zones, facts.preference, inBudget, { holidays: true });
  if (until !== null) return { until };
  const ordinary = nextOpen(policy, facts.zones, facts.preference, now, { holidays: false });
  return { never: ordinary === null ? 'policy.empty-window' : 'holidays.unknown-year' };
}
