import type { Instant } from '../calendar/instant.js';
import { DAY, SECOND, instant, latest, plus } from '../calendar/instant.js';
import type { ContactPointId, MessageId } from '../shared/ids.js';
import { stableFraction } from '../shared/stable-hash.js';
import type { AccountLimits } from './account-limits.js';
import type { AccountState } from './account-state.js';

/** What the pace of an account goes by. */
export interface PacedAccount {
  readonly limits: AccountLimits;
  readonly createdAt: Instant;
  readonly state: AccountState;
  /** The provider gave a bad sign: more slowly until then. */
  readonly slowUntil: Instant | null;
}

/** What left through an account lately; what may have left counts. */
export interface AccountLoad {
  /** Texts on the account's day so far. */
  readonly usedToday: number;
  /** The last departure to each person, as far back as the longest pause. */
  readonly lastTo: ReadonlyMap<ContactPointId, Instant>;
  /** The last slot that was given to a waiting message; null: none ever. */
  readonly lastSlot: Instant | null;
}

export interface Leaving {
  readonly id: MessageId;
  readonly person: ContactPointId;
  /** Answers to the debtor wait for the pace only, and before those who wait for a slot. */
  readonly isReply: boolean;
  /** It was told to come back now, at its own slot. */
  readonly hasSlot: boolean;
  /** No slot is kept for a message that would be too old in it. */
  readonly expiresAt: Instant;
}

export type Leave =
  | { readonly kind: 'now' }
  | {
      readonly kind: 'later';
      readonly until: Instant;
      readonly rule: 'channel.pace' | 'channel.daily-limit';
      readonly inputs: Readonly<Record<string, number>>;
    };

/** How many times longer the pauses of a slowed account are. */
const SLOWED = 4;
/** The longest pause is so many times the one that is set. */
const JITTER = 0.5;

const dayOf = (moment: Instant): number => Math.floor(moment / DAY);

/** When the account's day began: midnight UTC. */
export const startOfDay = (now: Instant): Instant => instant(dayOf(now) * DAY);

/** Whether the account has any limit; one without costs nothing to keep to. */
export const isPaced = (limits: AccountLimits): boolean =>
  limits.perDay !== null ||
  limits.perDayAtFirst !== null ||
  limits.secondsBetweenPeople > 0 ||
  limits.secondsBetweenTexts > 0;

/** Texts on that day of a possibly new account: from `perDayAtFirst` evenly to `perDay`; null: without a limit. */
export function dailyLimit(limits: AccountLimits, createdAt: Instant, now: Instant): number | null {
  const { perDay, perDayAtFirst, warmUpDays } = limits;
  const age = Math.max(0, dayOf(now) - dayOf(createdAt));
  if (perDayAtFirst === null || age >= warmUpDays) return perDay;
  if (perDay === null || perDay <= perDayAtFirst) return perDay ?? perDayAtFirst;
  return Math.floor(perDayAtFirst + ((perDay - perDayAtFirst) * age) / warmUpDays);
}

const isSlowed = ({ state, slowUntil }: PacedAccount, now: Instant): boolean =>
  slowUntil === null ? state === 'slowed' : now < slowUntil;

/** How far back departures matter, in milliseconds. */
export const longestPause = ({ secondsBetweenPeople, secondsBetweenTexts }: AccountLimits): number =>
  Math.max(secondsBetweenPeople * (1 + JITTER), secondsBetweenTexts) * SECOND * SLOWED;

/**
 * Says of each message of a batch, in order, whether it may leave through the account now or when; every answer counts
 * for the later ones. A waiting message gets a slot of its own, one pause after the one before, and finds it free when
 * it comes back, unless an answer to a debtor went first.
 */
export class AccountPace {
  private used: number;
  /** Departures, and those that answers and holders of a slot were put off to. */
  private readonly departures: Map<ContactPointId, Instant>;
  /** Slots of this batch by person. */
  private readonly planned = new Map<ContactPointId, Instant>();
  private plannedToday = 0;
  private slot: Instant | null;
  private readonly limit: number | null;
  private readonly slowness: number;

  constructor(
    private readonly account: PacedAccount,
    load: AccountLoad,
    private readonly now: Instant,
  ) {
    this.used = load.usedToday;
    this.departures = new Map(load.lastTo);
    this.slot = load.lastSlot;
    this.limit = dailyLimit(account.limits, account.createdAt, now);
    this.slowness = isSlowed(account, now) ? SLOWED : 1;
  }

  /** The last slot given out, to be kept for the next batch. */
  get lastSlot(): Instant | null {
    return this.slot;
  }

  /** Nothing but answers goes any more today. */
  get isFull(): boolean {
    return this.limit !== null && this.used + this.plannedToday >= this.limit;
  }

  leave(message: Leaving): Leave {
    const { isReply, hasSlot, person, expiresAt } = message;
    const queues = !isReply && !hasSlot;
    const taken = this.used + (queues ? this.plannedToday : 0);
    if (!isReply && this.limit !== null && taken >= this.limit) {
      const until = plus(startOfDay(this.now), DAY);
      const inputs = { used: this.used, limit: this.limit };
      return { kind: 'later', until, rule: 'channel.daily-limit', inputs };
    }
    const free = queues ? this.freeSlot(message) : this.freeMoment(message);
    if (free <= this.now) {
      this.departures.set(person, this.now);
      this.used += 1;
      return { kind: 'now' };
    }
    if (free < expiresAt) {
      if (queues) this.keepSlot(person, free);
      else this.departures.set(person, free);
    }
    return { kind: 'later', until: free, rule: 'channel.pace', inputs: this.paceInputs() };
  }

  private keepSlot(person: ContactPointId, slot: Instant): void {
    this.planned.set(person, slot);
    if (this.account.limits.secondsBetweenPeople > 0) this.slot = slot;
    if (dayOf(slot) === dayOf(this.now)) this.plannedToday += 1;
  }

  /** After everything that left and every answer that waits. */
  private freeMoment({ id, person }: Leaving): Instant {
    const betweenPeople = this.betweenPeople(id);
    let free = this.now;
    for (const [other, at] of this.departures) {
      free = latest(free, plus(at, other === person ? this.betweenTexts() : betweenPeople));
    }
    return free;
  }

  /** After everything that left and every slot given out. */
  private freeSlot(message: Leaving): Instant {
    let free = this.freeMoment(message);
    if (this.slot !== null && this.account.limits.secondsBetweenPeople > 0 && this.slot > this.now) {
      free = latest(free, plus(this.slot, this.betweenPeople(message.id)));
    }
    const own = this.planned.get(message.person);
    return own === undefined ? free : latest(free, plus(own, this.betweenTexts()));
  }

  /** Up to half as long again, different for each message and always the same for one. */
  private betweenPeople(id: MessageId): number {
    const { secondsBetweenPeople } = this.account.limits;
    return Math.round(secondsBetweenPeople * SECOND * this.slowness * (1 + JITTER * stableFraction(id)));
  }

  private betweenTexts(): number {
    return this.account.limits.secondsBetweenTexts * SECOND * this.slowness;
  }

  private paceInputs(): Readonly<Record<string, number>> {
    const { secondsBetweenPeople, secondsBetweenTexts } = this.account.limits;
    return { secondsBetweenPeople, secondsBetweenTexts, slowedTimes: this.slowness };
  }
}
