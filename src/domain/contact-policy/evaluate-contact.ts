import type { Instant } from '../calendar/instant.js';
import { DomainError } from '../shared/domain-error.js';
import type { ContactFacts } from './contact-facts.js';
import type { ContactVerdict } from './decision.js';
import { classOf, isReply } from './message-class.js';
import { requiredDisclosures } from './required-disclosures.js';
import type { ResolvedPolicy } from './resolve-policy.js';
import { object, type Objection, type Rule } from './rule.js';
import { caps, minimumGap } from './rules-budget.js';
import { channelConsent, reassignedNumber, rightPartyUnconfirmed, unreachable } from './rules-channel.js';
import { debtKnown, debtPaid, timeBarred } from './rules-debt.js';
import {
  answeredAlready,
  optOutConfirmationLate,
  replyExpired,
  replyLoop,
  replyOutsideWindow,
} from './rules-reply.js';
import {
  agencyNotice,
  debtHolds,
  legalHolds,
  optedOut,
  optOutUnderReview,
  personHolds,
  wrongPerson,
} from './rules-stops.js';
import { contactWindow, holidays, nextOpportunity, preferredHours, zoneUnknown } from './rules-window.js';

export { tightestCap } from './rules-budget.js';
export { replyContentsAllowed } from './rules-reply.js';
export { windowEnd } from './contact-window.js';

/** In the order of `conventions.precedence` of the packs; the first objection decides. */
const RULES: readonly Rule[] = [
  replyExpired,
  optOutConfirmationLate,
  // identity and person
  wrongPerson,
  personHolds,
  // legal
  optedOut,
  legalHolds,
  optOutUnderReview,
  agencyNotice,
  // debt
  debtPaid,
  debtKnown,
  debtHolds,
  timeBarred,
  // channel
  rightPartyUnconfirmed,
  unreachable,
  channelConsent,
  reassignedNumber,
];

/** For answers to the debtor's own message, instead of budget and window. */
const REPLY_RULES: readonly Rule[] = [answeredAlready, replyLoop, replyOutsideWindow];

const PROACTIVE_RULES: readonly Rule[] = [
  zoneUnknown,
  // caps, gap
  caps,
  minimumGap,
  // holiday and window
  holidays,
  contactWindow,
  preferredHours,
];

const firstObjection = (
  rules: readonly Rule[],
  facts: ContactFacts,
  policy: ResolvedPolicy,
  now: Instant,
): Objection | null => {
  for (const rule of rules) {
    const objection = rule(facts, policy, now);
    if (objection !== null) return objection;
  }
  return null;
};

/**
 * Whether the message may be handed over at this moment, by the packs as they were resolved. Pure and total: whatever
 * goes wrong inside is a `BLOCK` by `policy.unavailable`.
 */
export function evaluateContact(facts: ContactFacts, policy: ResolvedPolicy, now: Instant): ContactVerdict {
  try {
    return judge(facts, policy, now);
  } catch (error) {
    return {
      decision: 'BLOCK',
      ruleId: 'policy.unavailable',
      packVersions: Array.isArray(policy?.packVersions) ? policy.packVersions : [],
      inputs: { fault: error instanceof Error ? error.name : 'unknown' },
    };
  }
}

/**
 * Whether a message that is allowed takes a slot of the contact budget: everything proactive does, answers to the
 * debtor's own message do not.
 */
export const countsAgainstCaps = (facts: ContactFacts, policy: ResolvedPolicy, now: Instant): boolean =>
  !isReply(facts, policy, now);

const complete = new WeakSet<ResolvedPolicy>();

/** A value that is missing would compare as false somewhere and let a message through. Checked once per policy. */
function assertComplete(policy: ResolvedPolicy): void {
  if (complete.has(policy)) return;
  const numbers = [
    policy.minGapMinutes,
    policy.replyPolicy.ttlMinutes,
    policy.replyPolicy.maxRepliesPerInbound,
    policy.replyPolicy.maxReactivePerHour,
    policy.optOut.confirmWithinMinutes,
    ...policy.hours.flatMap((hours) => hours.caps.flatMap((cap) => [cap.max, cap.days])),
    ...policy.reassignedNumber.values(),
    ...policy.timeBars.map((bar) => bar.years),
  ];
  if (policy.hours.length === 0 || numbers.some((value) => !Number.isFinite(value))) {
    throw new DomainError('POLICY.INCOMPLETE', 'The resolved contact policy lacks a value.');
  }
  complete.add(policy);
}

function judge(facts: ContactFacts, policy: ResolvedPolicy, now: Instant): ContactVerdict {
  assertComplete(policy);
  const { packVersions } = policy;
  const reply = isReply(facts, policy, now);
  const objection =
    firstObjection(RULES, facts, policy, now) ??
    firstObjection(reply ? REPLY_RULES : PROACTIVE_RULES, facts, policy, now);
  if (objection === null) {
    return {
      decision: 'ALLOW',
      disclosures: requiredDisclosures(facts, policy, now),
      ruleId: 'allow',
      packVersions,
      inputs: { messageClass: classOf(facts, policy, now), countsAgainstCaps: !reply },
    };
  }
  const { ruleId, inputs } = objection;
  if (objection.decision !== 'DEFER') return { decision: objection.decision, ruleId, packVersions, inputs };
  const next = nextOpportunity(facts, policy, now);
  if ('until' in next) return { decision: 'DEFER', until: next.until, ruleId, packVersions, inputs };
  const stopped = next.never === 'budget' ? objection : object('HOLD', next.never, inputs);
  return { decision: 'HOLD', ruleId: stopped.ruleId, packVersions, inputs };
}
