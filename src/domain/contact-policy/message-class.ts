import type { Instant } from '../calendar/instant.js';
import { MINUTE, plus } from '../calendar/instant.js';
import type { ContactFacts } from './contact-facts.js';
import type { ResolvedPolicy } from './resolve-policy.js';

/**
 * What a message is to the rules:
 * - `crisis-support`: the support text that answers words of crisis;
 * - `neutral-answer`: a reply that takes note or confirms, asks for nothing and tells of no debt;
 * - `answer`: any other reply to what the debtor wrote that pushes nothing;
 * - `offer`: a reply with an offer or a request that the debtor's own message led to;
 * - `pressing`: a reply with a new demand;
 * - `reminder`: an agreed service message; `notice`: a receipt or a confirmation nobody asked for;
 * - `staff-note`: a person writes first and asks for no money; `demand`: everything else.
 */
export type MessageClass =
  | 'crisis-support'
  | 'neutral-answer'
  | 'answer'
  | 'offer'
  | 'pressing'
  | 'reminder'
  | 'notice'
  | 'staff-note'
  | 'demand';

/** The support text is never late: it answers the debtor's words, however long it took to get here. */
export const isCrisisSupport = ({ message }: ContactFacts): boolean =>
  message.replyContent === 'crisisSupport' &&
  message.answersReceivedAt !== null &&
  !message.demands &&
  !message.revealsDebt;

/** An answer to the debtor's own message, within its life. Everything else is proactive, whoever pressed send. */
export const isReply = (facts: ContactFacts, policy: ResolvedPolicy, now: Instant): boolean =>
  isCrisisSupport(facts) ||
  (answersSomething(facts) && !isLate(facts, policy, now) && !isExtra(facts, policy));

/** Meant as an answer, and not a demand that leans on an old message. */
export const answersSomething = ({ message }: ContactFacts): boolean =>
  message.answersReceivedAt !== null && message.purpose !== 'demand';

export const isLate = ({ message }: ContactFacts, policy: ResolvedPolicy, now: Instant): boolean =>
  message.answersReceivedAt !== null &&
  now > plus(message.answersReceivedAt, policy.replyPolicy.ttlMinutes * MINUTE);

/** A person's further message to the same inbound one is proactive; an automatic one is stopped by a rule. */
const isExtra = ({ message }: ContactFacts, policy: ResolvedPolicy): boolean =>
  message.origin === 'staff' && message.repliesGivenToAnswered >= policy.replyPolicy.maxRepliesPerInbound;

export function classOf(facts: ContactFacts, policy: ResolvedPolicy, now: Instant): MessageClass {
  if (isCrisisSupport(facts)) return 'crisis-support';
  const { message } = facts;
  if (isReply(facts, policy, now)) {
    if (message.replyContent === 'newDemand') return 'pressing';
    if (message.demands || message.replyContent === 'offerPush') return 'offer';
    return isNeutralContent(facts) ? 'neutral-answer' : 'answer';
  }
  if (message.purpose === 'receipt' || message.purpose === 'confirmation') {
    return message.demands ? 'demand' : 'notice';
  }
  if (message.origin === 'staff')
    return message.demands || message.purpose === 'demand' ? 'demand' : 'staff-note';
  return message.purpose === 'service' ? 'reminder' : 'demand';
}

const isNeutralContent = ({ message }: ContactFacts): boolean =>
  !message.revealsDebt &&
  (message.replyContent === 'acknowledge' ||
    message.replyContent === 'optoutConfirm' ||
    message.replyContent === 'disputeAck');
