import { createHash } from 'node:crypto';
import { MINUTE, SECOND, plus } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Delivery } from './delivery.js';

/** An answer younger than this when its connection went may not have reached the SMSC. */
const MAY_BE_LOST = MINUTE;
/** How long after the next bind, or after our refusal, an SMSC delivers again what it has no answer to. */
const DELIVERED_AGAIN_WITHIN = 2 * MINUTE;
const REFUSED_IS_DELIVERED_AGAIN_WITHIN = 10 * MINUTE;
/** What fits into a cursor. */
const KEPT = 15;
const FORGOTTEN_AFTER = 15 * MINUTE;

interface Recent {
  readonly print: string;
  readonly id: string;
  readonly at: Instant;
  session: number;
  answeredAt: Instant | null;
  /** The SMSC may deliver it again: until a moment, or (`next-bind`) from the next bind on. */
  doubt: Instant | 'next-bind' | null;
}

/** Every delivery that makes up one message. */
export const fingerprint = (salt: string, parts: readonly Delivery[]): string => {
  const hash = createHash('sha256').update(salt);
  for (const { from, to, dataCoding, part, userMessageReference, bytes } of parts) {
    hash.update(JSON.stringify([from, to, dataCoding, part, userMessageReference])).update(bytes);
  }
  return hash.digest('hex').slice(0, 16);
};

/**
 * Gives incoming messages their ids, because SMPP has none. An SMSC delivers again what it has no answer to, in a
 * new connection, under another number: the same sender, receiver, coding, bytes and place in a long text within
 * two minutes after the bind are then the same message, but only when our answer may have been lost (given less
 * than a minute before the connection went, refused, or not given at all). Everything else with the same words is
 * another message: a debtor who writes "1" twice wrote two.
 */
export class RecentDeliveries {
  private recent: Recent[] = [];
  private made = 0;

  /** The id for a message that arrived in `session`. */
  idOf(print: string, session: number, now: Instant): string {
    this.recent = this.recent.filter(
      (one) => plus(one.at, FORGOTTEN_AFTER) > now || isAwaited(one, session, now),
    );
    const again = this.recent.find((one) => one.print === print && isAwaited(one, session, now));
    if (again) {
      again.session = session;
      again.answeredAt = null;
      again.doubt = null;
      return again.id;
    }
    this.made += 1;
    const id = `${print}-${now.toString(36)}-${this.made.toString(36)}`;
    this.recent.push({ print, id, at: now, session, answeredAt: null, doubt: null });
    return id;
  }

  /** `refused`: the SMSC was asked to deliver it again. */
  answered(id: string, refused: boolean, now: Instant): void {
    const found = this.recent.find((one) => one.id === id);
    if (!found) return;
    found.answeredAt = now;
    found.doubt = refused ? plus(now, REFUSED_IS_DELIVERED_AGAIN_WITHIN) : null;
  }

  sessionBegan(now: Instant): void {
    for (const one of this.recent) {
      if (one.doubt === 'next-bind') one.doubt = plus(now, DELIVERED_AGAIN_WITHIN);
    }
  }

  sessionEnded(session: number, now: Instant): void {
    for (const one of this.recent) {
      const mayBeLost = one.answeredAt === null || plus(one.answeredAt, MAY_BE_LOST) > now;
      if (one.session === session && mayBeLost) one.doubt = 'next-bind';
    }
  }

  /** Ids of the latest, for a process that comes after this one. */
  written(): string {
    return this.recent
      .slice(-KEPT)
      .map(({ id }) => id)
      .join(' ');
  }

  /** Takes over from a process before this one: what it heard last may be delivered again. */
  restore(written: string): void {
    const before = written.split(' ').flatMap((id) => {
      const [print, moment] = id.split('-');
      const at = Number.parseInt(moment ?? '', 36);
      return print === undefined || Number.isNaN(at) ? [] : [{ id, print, at: at as Instant }];
    });
    if (before.length === 0) return;
    const last = Math.max(...before.map(({ at }) => at));
    this.recent = before
      .filter(({ at }) => at > last - MINUTE)
      .map((one) => ({ ...one, session: 0, answeredAt: null, doubt: 'next-bind' }));
    this.made = Math.floor(last / SECOND) % 10_000;
  }
}

const isAwaited = (one: Recent, session: number, now: Instant): boolean => {
  if (one.doubt === null) return false;
  if (one.doubt === 'next-bind') return one.session !== session;
  return one.doubt > now;
};
