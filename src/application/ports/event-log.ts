import type { Instant } from '../../domain/calendar/instant.js';

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
  readonly sequence: number;
  readonly actor: string;
  readonly at: Instant;
  readonly hash: string;
}

export type ChainCheck =
  | { readonly intact: true; readonly sealed: number; readonly unsealed: number }
  | { readonly intact: false; readonly brokenAt: number };

/** Append-only log of the tenant; written in the transaction of the change, sealed into a hash chain later. */
export abstract class EventLog {
  abstract append(events: readonly NewEvent[]): Promise<void>;
  /** Gives unsealed events gap-free sequence numbers and chains their hashes; returns how many. */
  abstract seal(limit: number): Promise<number>;
  abstract after(sequence: number, limit: number): Promise<SealedEvent[]>;
  abstract verify(): Promise<ChainCheck>;
}
