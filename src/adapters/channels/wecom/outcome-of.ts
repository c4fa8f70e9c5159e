import type { AccountReport } from '../../../application/ports/account-log.js';
import { MINUTE, SECOND, plus } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { RefusalReason, SendOutcome } from '../../../domain/message/send-outcome.js';
import type { SendAttemptId } from '../../../domain/shared/ids.js';
import type { ApiResult } from './wecom-api.js';

/** The platform takes an id of ours of at most 32 characters: the attempt's, without its dashes. */
export const messageIdOf = (attemptId: SendAttemptId): string => attemptId.replaceAll('-', '');

/** The attempt that such an id was made of; any other id stays as it is. */
export const attemptIdOf = (messageId: string): string =>
  messageId.replace(/^(\w{8})(\w{4})(\w{4})(\w{4})(\w{12})$/, '$1-$2-$3-$4-$5');

const UNREACHABLE_WAIT = 30 * SECOND;
const THROTTLED_WAIT = 60 * SECOND;
const TROUBLE_WAIT = 10 * MINUTE;
/** Until then the person who talks with the debtor in WeCom may have finished. */
const TAKEN_OVER_WAIT = 30 * MINUTE;

const SYSTEM_BUSY = -1;
const TOO_FAST = new Set([45009, 45033]);
const TAKEN_OVER = 95018;

const REFUSALS: Readonly<Record<number, { readonly reason: RefusalReason; readonly detail: string }>> = {
  40003: { reason: 'unreachable-address', detail: 'The platform does not know this customer.' },
  40096: { reason: 'unreachable-address', detail: 'The platform does not know this customer.' },
  40058: { reason: 'content-rejected', detail: 'The platform does not take this text.' },
  45002: { reason: 'content-rejected', detail: 'The text is longer than the platform takes.' },
  95001: { reason: 'other', detail: 'Five messages were sent since the customer last wrote.' },
  95002: { reason: 'other', detail: 'The customer has not written for 48 hours.' },
  95013: { reason: 'other', detail: 'The conversation was ended in WeCom.' },
};

/** What is wrong with the account itself, and what a person does about it. */
const TROUBLES: Readonly<Record<number, string>> = {
  40001: 'The secret is wrong; copy it from the application "WeChat customer service" again.',
  40013: 'The corpId is wrong; copy it from "My enterprise" in the WeCom console.',
  40014: 'The platform does not take its own access token; look at the application in the WeCom console.',
  40056: 'The platform does not let this application go on; look at it in the WeCom console.',
  41002: 'The corpId is missing; copy it from "My enterprise" in the WeCom console.',
  41004: 'The secret is missing; copy it from the application "WeChat customer service".',
  42001: 'The platform does not take its own access token; look at the application in the WeCom console.',
  48002: 'The application may not use this interface; give it the right in the WeCom console.',
  60020: 'The address of this server is not among the trusted ones; add it in the WeCom console.',
  95000: 'The platform does not know the openKfId; copy it from the list of customer service accounts.',
  95011: 'The customer service account is handled inside WeCom; let the interface handle it.',
  95017: 'The interface of this customer service account is switched off; switch it on in the WeCom console.',
};

/** How the account does when the platform answers with this code; null: the code says nothing about it. */
export function accountReport(code: number, now: Instant): AccountReport | null {
  if (TOO_FAST.has(code)) {
    const detail = 'The platform says that we ask too often.';
    return { state: 'slowed', detail, slowUntil: plus(now, THROTTLED_WAIT) };
  }
  const trouble = TROUBLES[code];
  return trouble === undefined ? null : { state: 'blocked', detail: trouble };
}

/** A login that is refused for a reason of its own still needs a person. */
export const loginReport = (code: number): AccountReport => ({
  state: 'blocked',
  detail:
    TROUBLES[code] ?? `The platform refuses the login with code ${code}; look it up in its documentation.`,
});

/**
 * What the answer to `send_msg` means. Everything but 0 was not taken; only "busy" (-1) does not prove it, and nobody
 * can be asked later, so it is unknown.
 */
export function outcomeOf(result: ApiResult, attemptId: string, now: Instant): SendOutcome {
  switch (result.kind) {
    case 'not-asked':
      return { kind: 'retry', after: plus(now, UNREACHABLE_WAIT), reason: 'provider-unreachable' };
    case 'refused-login':
      return { kind: 'retry', after: plus(now, TROUBLE_WAIT), reason: `login-refused-${result.code}` };
    case 'lost':
      return { kind: 'unknown', reason: result.reason };
    case 'answered':
      return answered(result.code, attemptId, now);
  }
}

function answered(code: number, attemptId: string, now: Instant): SendOutcome {
  if (code === 0) return { kind: 'accepted', providerMessageId: attemptId };
  if (code === SYSTEM_BUSY) return { kind: 'unknown', reason: 'provider-busy' };
  if (TOO_FAST.has(code)) {
    return { kind: 'retry', after: plus(now, THROTTLED_WAIT), reason: 'throttled' };
  }
  if (code === TAKEN_OVER) {
    return { kind: 'retry', after: plus(now, TAKEN_OVER_WAIT), reason: 'person-talks-in-wecom' };
  }
  const refusal = REFUSALS[code];
  if (refusal !== undefined) return { kind: 'refused', ...refusal };
  if (TROUBLES[code] !== undefined) {
    return { kind: 'retry', after: plus(now, TROUBLE_WAIT), reason: `account-trouble-${code}` };
  }
  return { kind: 'refused', reason: 'other', detail: `The platform refused with code ${code}.` };
}
