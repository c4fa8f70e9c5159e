import type { ZoneId } from '../calendar/zone.js';
import type { Instant } from '../calendar/instant.js';
import { MINUTE, plus } from '../calendar/instant.js';
import type { ContactPreference } from '../debtor/contact-preference.js';
import type { ReplyContent } from './contact-facts.js';
import { preferenceOpen, windowOpen } from './contact-window.js';
import { answersSomething, isCrisisSupport, isLate, isReply } from './message-class.js';
import type { ResolvedPolicy } from './resolve-policy.js';
import { object, type Rule } from './rule.js';

/** An automatic answer that comes too late is no answer any more. A person's late answer is a proactive message. */
export const replyExpired: Rule = (facts, policy, now) =>
  !isCrisisSupport(facts) &&
  facts.message.origin !== 'staff' &&
  answersSomething(facts) &&
  isLate(facts, policy, now)
    ? object('CANCEL', 'reply.expired', {
        receivedAt: facts.message.answersReceivedAt,
        ttlMinutes: policy.replyPolicy.ttlMinutes,
      })
    : null;

/** The confirmation of an opt-out has its own, shorter life (47 CFR 64.1200(a)(12)). */
export const optOutConfirmationLate: Rule = ({ message }, policy, now) =>
  message.replyContent === 'optoutConfirm' &&
  message.answersReceivedAt !== null &&
  now > plus(message.answersReceivedAt, policy.optOut.confirmWithinMinutes * MINUTE)
    ? object('CANCEL', 'reply.expired', {
        receivedAt: message.answersReceivedAt,
        ttlMinutes: policy.optOut.confirmWithinMinutes,
      })
    : null;

/** One message of the debtor gets so many automatic answers and no more. */
export const answeredAlready: Rule = (facts, policy, now) =>
  isReply(facts, policy, now) &&
  facts.message.repliesGivenToAnswered >= policy.replyPolicy.maxRepliesPerInbound
    ? object('BLOCK', 'reply.answered-already', { given: facts.message.repliesGivenToAnswered })
    : null;

/** Two machines talking to each other, or a conversation that goes round in circles: a person looks. */
export const replyLoop: Rule = (facts, policy, now) => {
  const { message } = facts;
  if (message.origin === 'staff' || message.replyContent === 'optoutConfirm' || isCrisisSupport(facts))
    return null;
  return isReply(facts, policy, now) && message.idleRepliesLastHour > policy.replyPolicy.maxReactivePerHour
    ? object('HOLD', 'reply.loop', { idleRepliesLastHour: message.idleRepliesLastHour })
    : null;
};

/** What a reply may contain now: anything in the window, only the pack's list outside it. Holidays do not matter here. */
export const replyContentsAllowed = (
  policy: ResolvedPolicy,
  zones: readonly ZoneId[],
  preference: ContactPreference | null,
  now: Instant,
): readonly ReplyContent[] | 'all' =>
  windowOpen(policy, zones, now) && preferenceOpen(policy, zones, preference, now)
    ? 'all'
    : policy.replyPolicy.outsideWindowContent;

/** At night the debtor is answered, and hears no new demand. */
export const replyOutsideWindow: Rule = (facts, policy, now) => {
  if (!isReply(facts, policy, now) || isCrisisSupport(facts)) return null;
  const allowed = replyContentsAllowed(policy, facts.zones, facts.preference, now);
  const { replyContent, demands } = facts.message;
  if (allowed === 'all' || (!demands && replyContent !== null && allowed.includes(replyContent))) return null;
  return object('BLOCK', 'reply.outside-window', { replyContent, demands });
};
