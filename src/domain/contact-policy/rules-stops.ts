import type { ContactFacts } from './contact-facts.js';
import { HOLD_TABLE, type HoldEffect, type HoldGroup } from './hold-table.js';
import { classOf, isReply } from './message-class.js';
import { object, type Rule } from './rule.js';

/** A wrong person gets one apology that tells and asks nothing, and then nothing for good. */
export const wrongPerson: Rule = (facts, policy, now) => {
  if (facts.contactPoint.rightParty.state !== 'wrong') return null;
  const kind = classOf(facts, policy, now);
  if (kind === 'crisis-support' || kind === 'neutral-answer') return null;
  return object('BLOCK', 'right-party.wrong', { messageClass: kind });
};

const AGREEMENTS = new Set(['promise-open', 'arrangement-performing']);

const holdsOf =
  (group: HoldGroup): Rule =>
  (facts, policy, now) => {
    for (const hold of facts.holds) {
      if (hold.until !== null && hold.until <= now) continue;
      const effect = HOLD_TABLE[hold.reason];
      if (effect.group !== group) continue;
      const kind = classOf(facts, policy, now);
      const passes =
        kind === 'crisis-support' ||
        effect.passes.includes(kind) ||
        staffMayWrite(effect, facts) ||
        (hold.reason === 'hardship' && kind === 'reminder' && hasAgreement(facts, now));
      if (!passes) {
        return object(effect.decision, `hold.${hold.reason}`, { messageClass: kind, until: hold.until });
      }
    }
    return null;
  };

const staffMayWrite = ({ staffMayWrite: what }: HoldEffect, { message }: ContactFacts): boolean =>
  message.origin === 'staff' &&
  (what === 'anything' || (what === 'without-debt' && !message.revealsDebt && !message.demands));

const hasAgreement = (facts: ContactFacts, now: number): boolean =>
  facts.holds.some(({ reason, until }) => AGREEMENTS.has(reason) && (until === null || until > now));

/** Death, minority and crisis. */
export const personHolds = holdsOf('person');
/** Cease, representation, moratorium, insolvency, an opt-out nobody has looked at. */
export const legalHolds = holdsOf('legal');
/** Dispute, complaint, promise, plan, hardship, and people at work on the case. */
export const debtHolds = holdsOf('debt');

/** After an opt-out the debtor is answered, and never written to. */
export const optedOut: Rule = (facts, policy, now) => {
  if (!facts.contactPoint.optedOut) return null;
  const kind = classOf(facts, policy, now);
  return isReply(facts, policy, now) && kind !== 'pressing'
    ? null
    : object('BLOCK', 'opt-out', { messageClass: kind });
};

/** After an opt-out elsewhere no other channel starts anything until a person has looked. */
export const optOutUnderReview: Rule = (facts, policy, now) =>
  facts.optOutUnderReview && !isReply(facts, policy, now) ? object('HOLD', 'opt-out.under-review') : null;

/** An agency writes only when the notice that the packs ask for is on record. */
export const agencyNotice: Rule = (facts, policy, now) => {
  if (facts.debt === null || facts.debt.tenantRole !== 'agency' || facts.debt.assignmentNotified) return null;
  const tellsOfDebt = facts.message.revealsDebt || facts.message.demands;
  for (const notice of policy.agencyNotices) {
    if (tellsOfDebt || (notice.stops === 'proactive-and-debt' && !isReply(facts, policy, now))) {
      return object('BLOCK', notice.ruleId, { tenantRole: 'agency', assignmentNotified: false });
    }
  }
  return null;
};
