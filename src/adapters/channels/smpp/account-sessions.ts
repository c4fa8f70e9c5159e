import { performance } from 'node:perf_hooks';
import type { PduFields } from './codec.js';
import type { SmppSettings } from './settings.js';
import { SmppBind } from './smpp-bind.js';
import type { BindRole, BindState } from './smpp-bind.js';
import type { LinkHears, Reply, SmppLink } from './smpp-link.js';
import { Pace } from './pace.js';
import { STATUS } from './translate.js';

/** What a listener hears of the connections of its account. */
export interface SessionsHear {
  delivery(session: number, ...heard: Parameters<LinkHears['delivery']>): void;
  began(session: number): void;
  ended(session: number): void;
  changed(): void;
}

/** Room on one connection for one text. */
export interface Room {
  /** Submits one part; waits for its turn. */
  submit(fields: PduFields): Promise<Reply>;
  leave(): void;
}

/** Why there is no room now. */
export interface NoRoom {
  readonly reason: 'no-connection' | 'bad-login' | 'window-full' | 'too-fast';
}

interface Waiting {
  readonly settle: (room: Room | NoRoom) => void;
  readonly timer: NodeJS.Timeout;
}

/** Throttling that is longer ago is over. */
export const CALM_MS = 30_000;

const now = (): number => performance.now();
const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** All connections of one account in this process, and the room for texts on them. */
export class AccountSessions {
  readonly pace: Pace;
  private readonly binds: readonly SmppBind[];
  private readonly underWay = new Map<SmppLink, number>();
  private waiting: Waiting[] = [];
  private lastUse = now();
  private sessions = 0;
  private throttledAt = Number.NEGATIVE_INFINITY;
  private calmer: NodeJS.Timeout | null = null;

  /** Without `hears` only to send: nothing can arrive here. */
  constructor(
    readonly version: number,
    readonly settings: SmppSettings,
    private readonly hears: SessionsHear | null,
  ) {
    this.pace = new Pace(settings.perSecond);
    const each: readonly BindRole[] =
      hears === null
        ? ['transmitter']
        : settings.mode === 'pair'
          ? ['transmitter', 'receiver']
          : ['transceiver'];
    this.binds = Array.from({ length: settings.binds }, () => each)
      .flat()
      .map((role) => this.bind(role));
  }

  get isListening(): boolean {
    return this.hears !== null;
  }

  get senders(): readonly BindState[] {
    return this.binds.filter(({ role }) => role !== 'receiver').map(({ state }) => state);
  }

  get receivers(): readonly BindState[] {
    return this.binds.filter(({ role }) => role !== 'transmitter').map(({ state }) => state);
  }

  get idleMs(): number {
    return this.underWay.size > 0 || this.waiting.length > 0 ? 0 : now() - this.lastUse;
  }

  /** Waits for room as long as an answer may take, unless it is known that there is none. */
  async room(): Promise<Room | NoRoom> {
    this.lastUse = now();
    if (this.pace.wait(now()) > this.settings.timeoutMs) return { reason: 'too-fast' };
    const free = this.freeRoom();
    if (free !== null) return free;
    const missing = this.missing();
    if (missing !== null) return missing;
    return new Promise((settle) => {
      const timer = setTimeout(() => {
        this.waiting = this.waiting.filter((one) => one.timer !== timer);
        settle({
          reason: this.senders.some(({ state }) => state === 'up') ? 'window-full' : 'no-connection',
        });
      }, this.settings.timeoutMs);
      this.waiting.push({ settle, timer });
    });
  }

  /** The SMSC says that we are too fast. */
  throttled(): void {
    this.pace.throttled(now());
    this.throttledAt = now();
    if (this.calmer !== null) clearTimeout(this.calmer);
    this.calmer = setTimeout(() => this.hears?.changed(), CALM_MS).unref();
    this.hears?.changed();
  }

  get isThrottled(): boolean {
    return now() - this.throttledAt < CALM_MS;
  }

  /** A bound connection that can send; null when there is none. */
  get link(): SmppLink | null {
    const sender = this.binds.find(({ role, link }) => role !== 'receiver' && link !== null);
    return sender?.link ?? null;
  }

  async close(): Promise<void> {
    if (this.calmer !== null) clearTimeout(this.calmer);
    for (const { settle, timer } of this.waiting.splice(0)) {
      clearTimeout(timer);
      settle({ reason: 'no-connection' });
    }
    await Promise.all(this.binds.map((bind) => bind.close()));
  }

  private bind(role: BindRole): SmppBind {
    let session = 0;
    return new SmppBind(role, this.settings, {
      delivery: (command, frame, answer) => {
        // A connection that is only there for sending has no business with deliveries: the SMSC keeps them.
        if (this.hears === null) answer(STATUS.applicationTemporary);
        else this.hears.delivery(session, command, frame, answer);
      },
      began: () => {
        session = this.sessions += 1;
        this.hears?.began(session);
      },
      ended: () => this.hears?.ended(session),
      changed: () => {
        this.serve();
        this.hears?.changed();
      },
    });
  }

  /** The connection with the least under way that has room. */
  private freeRoom(): Room | null {
    const links = this.binds
      .flatMap(({ role, link }) => (role === 'receiver' || link === null ? [] : [link]))
      .filter((link) => this.used(link) < this.settings.window)
      .sort((one, other) => this.used(one) - this.used(other));
    const [link] = links;
    if (link === undefined) return null;
    this.underWay.set(link, this.used(link) + 1);
    let left = false;
    return {
      submit: async (fields) => {
        const turn = this.pace.take(now());
        if (turn > 0) await pause(turn);
        return link.request('submit_sm', fields);
      },
      leave: () => {
        if (left) return;
        left = true;
        const used = this.used(link) - 1;
        if (used === 0) this.underWay.delete(link);
        else this.underWay.set(link, used);
        this.lastUse = now();
        this.serve();
      },
    };
  }

  private used(link: SmppLink): number {
    return this.underWay.get(link) ?? 0;
  }

  /** Null while a connection is there or on its way. */
  private missing(): NoRoom | null {
    const states = this.senders.map(({ state }) => state);
    if (states.some((state) => state === 'up' || state === 'starting')) return null;
    return { reason: states.every((state) => state === 'blocked') ? 'bad-login' : 'no-connection' };
  }

  private serve(): void {
    while (this.waiting.length > 0) {
      const room = this.freeRoom() ?? this.missing();
      if (room === null) return;
      const next = this.waiting.shift();
      if (next === undefined) return;
      clearTimeout(next.timer);
      next.settle(room);
    }
  }
}
