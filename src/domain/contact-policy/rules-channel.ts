import { DAY } from '../calendar/instant.js';
import { isConfirmed } from '../debtor/contact-point.js';
import type { ContactFacts } from './contact-facts.js';
import { isCrisisSupport, isReply } from './message-class.js';
import type { ConsentRule } from './pack.js';
import { object, type Rule } from './rule.js';

/** Nothing that reveals a debt goes to a contact point that is not a confirmed right party at that moment. */
export const rightPartyUnconfirmed: Rule = (facts, _policy, now) =>
  facts.message.revealsDebt && !isConfirmed(facts.contactPoint.rightParty, now)
    ? object('HOLD', 'right-party.unconfirmed', { rightParty: facts.contactPoint.rightParty.state })
    : null;

/** A provider said that nobody can be reached here, and nobody has written from here since. */
export const unreachable: Rule = (facts, policy, now) =>
  facts.contactPoint.unreachable && !isReply(facts, policy, now)
    ? object('BLOCK', 'contact-point.unreachable')
    : null;

const DEBTOR_GIVEN = new Set(['contract', 'reserved', 'debtor-authorised']);

const meets = (rule: ConsentRule, { contactPoint, debt }: ContactFacts): boolean => {
  const wroteFirst = contactPoint.debtorInitiated || contactPoint.consent?.source === 'start';
  switch (rule) {
    case 'recorded-consent':
      return contactPoint.consent !== null;
    case 'provided-number':
      return contactPoint.consent !== null || DEBTOR_GIVEN.has(contactPoint.provenance);
    case 'debtor-bound':
      return contactPoint.consent !== null || (wroteFirst && debt?.tenantRole !== 'agency');
    case 'debtor-initiated':
      return wroteFirst;
  }
};

/** A proactive message needs the permission that every pack asks for on the channel. */
export const channelConsent: Rule = (facts, policy, now) => {
  if (isReply(facts, policy, now)) return null;
  const missing = policy.consent[facts.message.channel].find((rule) => !meets(rule, facts));
  return missing === undefined
    ? null
    : object('BLOCK', 'consent.missing', {
        channel: facts.message.channel,
        needs: missing,
        provenance: facts.contactPoint.provenance,
        consent: facts.contactPoint.consent?.source ?? null,
      });
};

/** A number may have a new owner: it needs a sign of life, or a consent, that is young enough (12 CFR 1006.6(d)(5)). */
export const reassignedNumber: Rule = (facts, policy, now) => {
  const days = policy.reassignedNumber.get(facts.message.channel);
  if (days === undefined || isCrisisSupport(facts) || isReply(facts, policy, now)) return null;
  const { lastInboundAt, consent } = facts.contactPoint;
  const since = now - days * DAY;
  if ((lastInboundAt ?? -Infinity) >= since || (consent?.at ?? -Infinity) >= since) return null;
  return object('HOLD', 'reassigned-number.unchecked', {
    days,
    lastInboundAt,
    consentAt: consent?.at ?? null,
  });
};
