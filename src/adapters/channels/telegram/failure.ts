import { ParseError, TelegramApiError, TimeoutError } from 'node-telegram-bot-api';
import type { AccountReport } from '../../../application/ports/account-log.js';
import { MINUTE, SECOND, plus } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { RefusalReason, SendOutcome } from '../../../domain/message/send-outcome.js';
import { NotSent } from './telegram-wire.js';

/** Why a call of the Bot API did not end well. Source: the Bot API's own error answers. */
export type Failure =
  | { readonly kind: 'throttled'; readonly seconds: number }
  | { readonly kind: 'credentials' }
  | { readonly kind: 'conflict'; readonly with: 'webhook' | 'listener' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly detail: string }
  /** Nothing left: the Bot API cannot have seen it. */
  | { readonly kind: 'unreached' }
  /** It may have been done. */
  | { readonly kind: 'lost'; readonly reason: string };

const DEFAULT_WAIT_SECONDS = 30;
const UNREACHED_WAIT = 30 * SECOND;
const CREDENTIALS_WAIT = 10 * MINUTE;
const CONFLICT_WAIT = MINUTE;

export const failureOf = (error: unknown): Failure => {
  if (error instanceof TelegramApiError) return answered(error);
  if (error instanceof NotSent || (error instanceof Error && error.cause instanceof NotSent)) {
    return { kind: 'unreached' };
  }
  if (error instanceof TimeoutError) return { kind: 'lost', reason: 'timeout' };
  if (error instanceof ParseError) return { kind: 'lost', reason: 'answer-not-understood' };
  return { kind: 'lost', reason: 'connection-lost' };
};

/** An answer below 500 proves that nothing was done; one without a code proves nothing. */
const answered = ({ errorCode, description, parameters }: TelegramApiError): Failure => {
  switch (errorCode) {
    case 400:
      return { kind: 'refused', ...badRequest(description, parameters?.migrate_to_chat_id !== undefined) };
    case 401:
    case 404: // A token that has not even the shape of one.
      return { kind: 'credentials' };
    case 403:
      return { kind: 'refused', ...forbidden(description) };
    case 409:
      return { kind: 'conflict', with: /webhook/iu.test(description) ? 'webhook' : 'listener' };
    case 429:
      return { kind: 'throttled', seconds: parameters?.retry_after ?? DEFAULT_WAIT_SECONDS };
    default:
      return errorCode > 400 && errorCode < 500
        ? { kind: 'refused', reason: 'other', detail: description }
        : { kind: 'lost', reason: `status-${String(errorCode)}` };
  }
};

interface Refusal {
  readonly reason: RefusalReason;
  readonly detail: string;
}

const badRequest = (detail: string, migrated: boolean): Refusal => {
  if (migrated) return { reason: 'unreachable-address', detail };
  if (/chat not found|user not found|peer_id_invalid|chat_id is empty/iu.test(detail)) {
    return { reason: 'unreachable-address', detail };
  }
  if (/too long|is empty|must be non-empty|utf-8|button|reply markup/iu.test(detail)) {
    return { reason: 'content-rejected', detail };
  }
  return { reason: 'other', detail };
};

const forbidden = (detail: string): Refusal => {
  if (/blocked by the user/iu.test(detail)) return { reason: 'blocked-by-recipient', detail };
  if (/deactivated|initiate conversation|can't send messages to bots|kicked|not a member/iu.test(detail)) {
    return { reason: 'unreachable-address', detail };
  }
  return { reason: 'other', detail };
};

export const outcomeOf = (failure: Failure, now: Instant): SendOutcome => {
  switch (failure.kind) {
    case 'throttled':
      return { kind: 'retry', after: plus(now, failure.seconds * SECOND), reason: 'throttled' };
    case 'credentials':
      return { kind: 'retry', after: plus(now, CREDENTIALS_WAIT), reason: 'bad-credentials' };
    case 'conflict':
      return { kind: 'retry', after: plus(now, CONFLICT_WAIT), reason: 'conflict' };
    case 'refused':
      return failure;
    case 'unreached':
      return { kind: 'retry', after: plus(now, UNREACHED_WAIT), reason: 'provider-unreachable' };
    case 'lost':
      return { kind: 'unknown', reason: failure.reason };
  }
};

/** How the account does after such a failure of its connection. */
export const reportOf = (failure: Failure): AccountReport => {
  switch (failure.kind) {
    case 'throttled':
      return {
        state: 'down',
        detail: 'Telegram answers that the bot asks too often; it waits as long as told.',
      };
    case 'credentials':
      return {
        state: 'blocked',
        detail:
          'Telegram does not know the token; put the current one of BotFather into the setting token, and check apiRoot.',
      };
    case 'conflict':
      return {
        state: 'down',
        detail:
          failure.with === 'webhook'
            ? 'Somebody has set a webhook for this bot, so it cannot be polled; remove it, or use mode webhook.'
            : 'Somebody else polls with the token of this bot; stop the other one, or give this account a bot of its own.',
      };
    case 'refused':
      return { state: 'down', detail: `Telegram refuses to let the bot listen: ${failure.detail}` };
    case 'unreached':
      return { state: 'down', detail: 'Telegram is not reached; check the network and the setting apiRoot.' };
    case 'lost':
      return {
        state: 'down',
        detail: `The connection to Telegram is lost (${failure.reason}); it is tried again.`,
      };
  }
};
