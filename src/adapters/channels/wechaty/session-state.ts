import type { AccountState } from '../../../domain/channel/account-state.js';
import { MINUTE, plus } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { SessionSignal } from './link.js';
import { coolDownFrom } from './translate.js';

/** How the login of one account does, since when, and how often in a row it did not come to anything. */
export interface Session {
  readonly state: AccountState;
  readonly since: Instant;
  /** One sentence for people. */
  readonly detail: string;
  /** What has to be scanned; null when there is nothing to scan. */
  readonly signInCode: string | null;
  /** Children that left in a row without a login that lasted. */
  readonly failures: number;
  readonly slowUntil: Instant | null;
}

/** What the parent sees itself, besides what the child tells. */
export type ParentSignal =
  | { readonly kind: 'left'; readonly hopeless: boolean }
  | { readonly kind: 'too-fast' }
  /** WeChat limits or bans the login. */
  | { readonly kind: 'restricted' }
  /** A text was taken. */
  | { readonly kind: 'well' };

export type Signal = SessionSignal | ParentSignal;

/** A login that lasted that long was a good one: the next failure is the first. */
const LASTED = MINUTE;
const FIRST_PAUSE_MS = 200;

export const newSession = (now: Instant): Session => ({
  state: 'unknown',
  since: now,
  detail: 'Nobody looked yet.',
  signInCode: null,
  failures: 0,
  slowUntil: null,
});

/** ScanStatus of wechaty: a code can be scanned only while it waits (2) or after it timed out and was renewed (5). */
const SHOWN_CODES: readonly number[] = [2, 5];

/** The session after a signal. Pure. */
export function after(session: Session, signal: Signal, now: Instant): Session {
  const becomes = (state: AccountState, detail: string, more: Partial<Session> = {}): Session => ({
    ...session,
    signInCode: null,
    ...more,
    state,
    detail,
    since: state === session.state ? session.since : now,
  });
  switch (signal.kind) {
    case 'starting':
      // What is known to be wrong stays wrong until something better is known.
      return session.failures > 0 ? session : becomes('starting', 'The WeChat client is starting.');
    case 'scan':
      return SHOWN_CODES.includes(signal.status)
        ? becomes('waiting-for-scan', 'Scan the code with the WeChat app of this account to log in.', {
            signInCode: signal.code,
          })
        : becomes('waiting-for-scan', 'The code was scanned; confirm the login in the WeChat app.');
    case 'login':
      return isSlow(session, now)
        ? becomes('slowed', SLOWED)
        : becomes('up', 'Logged in and listening.', { slowUntil: null });
    case 'logout':
      return becomes('logged-out', 'WeChat ended the login; log in again by scanning the next code.');
    case 'link-lost':
      return isLoggedIn(session.state)
        ? becomes(
            'deaf',
            'The stream of the gateway broke; messages of these moments may be lost. Reconnecting.',
          )
        : session;
    case 'unreachable':
      return becomes(
        'down',
        'The gateway does not answer; check that it runs, and the settings endpoint and tls.',
      );
    case 'not-served':
      return becomes(
        'down',
        'The gateway answers but sends no events; end any other program that uses the same token.',
      );
    case 'no-login':
      return becomes(
        'logged-out',
        'The gateway answers but has no login and shows no code; log in at the gateway.',
      );
    case 'bad-token':
      return becomes('blocked', 'The gateway does not accept the token; correct the setting token.');
    case 'no-package':
      return becomes(
        'blocked',
        `The package ${signal.name} is missing; run npm install --include=optional, or npm install ${signal.name}.`,
      );
    case 'puppet-failed':
      return becomes(
        'blocked',
        'The puppet does not start with these options; check the settings puppet and puppetOptions.',
      );
    case 'left':
      return left(session, signal.hopeless, now, becomes);
    case 'too-fast-notice':
    case 'too-fast':
      return becomes('slowed', SLOWED, { slowUntil: coolDownFrom(now) });
    case 'restricted':
      return becomes(
        'blocked',
        'WeChat restricts this login; look at it in the WeChat app and pause the account.',
      );
    case 'well':
      return session.state === 'slowed' && !isSlow(session, now)
        ? becomes('up', 'Logged in and listening.', { slowUntil: null })
        : session;
  }
}

const SLOWED = 'WeChat says that we write too often; the account is used more slowly.';

const isSlow = ({ slowUntil }: Session, now: Instant): boolean => slowUntil !== null && slowUntil > now;

const isLoggedIn = (state: AccountState): boolean => state === 'up' || state === 'slowed' || state === 'deaf';

function left(
  session: Session,
  hopeless: boolean,
  now: Instant,
  becomes: (state: AccountState, detail: string, more?: Partial<Session>) => Session,
): Session {
  const lasted = isLoggedIn(session.state) && plus(session.since, LASTED) <= now;
  const failures = lasted ? 1 : session.failures + 1;
  if (hopeless || session.state === 'blocked' || session.state === 'logged-out')
    return { ...session, failures };
  if (session.state === 'down') return { ...session, failures };
  return becomes('down', 'The connection to WeChat hung and is made anew.', { failures });
}

/** Whether a text can be handed over now. */
export const canSay = ({ state }: Session): boolean => state === 'up' || state === 'slowed';

/** How long to wait before the next child, in milliseconds; `longest` also after what only a person can mend. */
export function pauseBeforeStart({ failures, state }: Session, longest: number): number {
  if (failures === 0) return 0;
  if (state === 'blocked') return longest;
  return Math.min(longest, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 12));
}
