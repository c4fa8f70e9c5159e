import type { Instant } from '../../domain/calendar/instant.js';
import type { TenantId } from '../../domain/shared/ids.js';

/** Ids of what an event is about, by kind, e.g. `{ debt: '…', message: '…' }`. */
export type EventSubjects = Readonly<Record<string, string>>;

/** Something that happened. The payload never holds personal data. */
export interface NewEvent {
  readonly type: string;
  readonly subjects: EventSubjects;
  readonly reason?: string;
  readonly payload?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface SealedEvent extends NewEvent {
  readonly id: string;
  readonly sequence: number;
  readonly actor: string;
  readonly at: Instant;
  readonly hash: string;
}

export type ChainCheck =
  | { readonly intact: true; readonly sealed: number; readonly unsealed: number }
  | { readonly intact: false; readonly brokenAt: number };

/** A place in the chain: how many events lie before it, and the hash of the last of them. */
export interface ChainEnd {
  readonly sequence: number;
  readonly hash: string;
}

export type ChainStretch =
  { readonly intact: true; readonly end: ChainEnd } | { readonly intact: false; readonly brokenAt: number };

export interface LogPosition {
  /** Number of the last sealed event. */
  readonly sealed: number;
  /** Whether any event waits for its number. */
  readonly waiting: boolean;
}

/** Which sealed events to read; everything that is given must be true of an event. */
export interface EventQuery {
  /** Who did it, as the log has it, e.g. `staff:li`. */
  readonly actor?: string;
  readonly type?: string;
  /** An id that the event is about. */
  readonly subject?: string;
  readonly from?: Instant;
  /** Not any more. */
  readonly until?: Instant;
}

/** Append-only log of the tenant; written in the transaction of the change, sealed into a hash chain later. */
export abstract class EventLog {
  abstract append(events: readonly NewEvent[]): Promise<void>;
  /** Gives unsealed events gap-free sequence numbers and chains their hashes; returns how many. */
  abstract seal(limit: number): Promise<number>;
  abstract after(sequence: number, limit: number): Promise<SealedEvent[]>;
  /** One cheap query, without a lock. */
  abstract position(): Promise<LogPosition>;
  /** Matching events with numbers from `above` (not included) up to `upTo`, newest first. */
  abstract newest(query: EventQuery, above: number, upTo: number, limit: number): Promise<SealedEvent[]>;
  abstract verify(): Promise<ChainCheck>;
  /** Where the chain ends by now. */
  abstract chainEnd(): Promise<ChainEnd>;
  /** Recomputes the chain from `start` over at most `limit` events. */
  abstract checkStretch(start: ChainEnd, limit: number): Promise<ChainStretch>;
  abstract unsealed(): Promise<number>;
  /** Calls back after a transaction of this process that appended has committed. */
  abstract onAppended(listener: (tenantId: TenantId) => void): void;
}

/** What a chain is before its first event. */
export const CHAIN_START: ChainEnd = { sequence: 0, hash: '0'.repeat(64) };
