import type { Instant } from '../../../domain/calendar/instant.js';
import type { Delivery } from './delivery.js';

const MOST_OWED = 1_000;

/** One delivery of a part, and how the SMSC is answered about it. */
export interface HeldPart {
  readonly delivery: Delivery;
  readonly session: number;
  /** Once; later calls do nothing. `again`: asks for another delivery. */
  readonly answer: (answer: 'stored' | 'again') => void;
  /** Whether the SMSC still has it: it was asked to deliver it again, or the connection went before an answer. */
  readonly isGivenBack: () => boolean;
}

/** What came of one text. */
export interface LongText {
  /** Every delivery of every part, in the order in which they came. */
  readonly deliveries: readonly HeldPart[];
  /** For each place in the text: the part, or null where it is missing. */
  readonly places: readonly (HeldPart | null)[];
}

interface Group {
  readonly total: number;
  readonly places: Map<number, HeldPart>;
  readonly deliveries: HeldPart[];
  readonly timers: NodeJS.Timeout[];
}

interface Times {
  /** Until what came is handed on without the missing parts. */
  readonly waitMs: number;
  /** Until a part that waits is given back to the SMSC. */
  readonly holdMs: number;
}

/**
 * Puts long texts together, whatever order their parts come in. No part is acknowledged before its text is stored: a
 * part that waits too long for the others is given back ("deliver again later") so that an SMSC which waits for each
 * answer goes on; its words are kept here meanwhile, and its next delivery is only acknowledged.
 */
export class LongTexts {
  private readonly groups = new Map<string, Group>();
  /** Parts of stored texts that the SMSC still has, and until when they are expected. */
  private readonly owed = new Map<string, Instant>();

  constructor(
    private readonly times: Times,
    private readonly complete: (text: LongText) => void,
  ) {}

  add(part: HeldPart, now: Instant): void {
    const { part: place } = part.delivery;
    if (place === null) return this.complete({ deliveries: [part], places: [part] });
    const print = printOf(part.delivery);
    const owedUntil = this.owed.get(print);
    this.owed.delete(print);
    if (owedUntil !== undefined && owedUntil > now) return part.answer('stored');
    const key = [part.delivery.from, part.delivery.to, place.reference, place.total].join('|');
    const group = this.groups.get(key) ?? this.begin(key, place.total);
    const there = group.places.get(place.sequence);
    if (there !== undefined && !there.delivery.bytes.equals(part.delivery.bytes)) {
      this.end(key, group);
      return this.add(part, now);
    }
    group.deliveries.push(part);
    group.places.set(place.sequence, part);
    if (group.places.size === group.total) return this.end(key, group);
    group.timers.push(setTimeout(() => part.answer('again'), this.times.holdMs));
  }

  /** A part of a stored text comes once more: it is acknowledged, and begins no new text. */
  expect(delivery: Delivery, until: Instant): void {
    if (delivery.part === null) return;
    this.owed.set(printOf(delivery), until);
    const oldest = this.owed.keys().next().value;
    if (this.owed.size > MOST_OWED && oldest !== undefined) this.owed.delete(oldest);
  }

  /** Gives everything that waits back to the SMSC, which still has it. */
  close(): void {
    for (const group of this.groups.values()) {
      group.timers.forEach(clearTimeout);
      for (const part of group.deliveries) part.answer('again');
    }
    this.groups.clear();
  }

  private begin(key: string, total: number): Group {
    const group: Group = { total, places: new Map(), deliveries: [], timers: [] };
    group.timers.push(setTimeout(() => this.end(key, group), this.times.waitMs));
    this.groups.set(key, group);
    return group;
  }

  private end(key: string, group: Group): void {
    group.timers.forEach(clearTimeout);
    if (this.groups.get(key) === group) this.groups.delete(key);
    const places = Array.from({ length: group.total }, (_, at) => group.places.get(at + 1) ?? null);
    this.complete({ deliveries: group.deliveries, places });
  }
}

const printOf = ({ from, to, part, bytes }: Delivery): string =>
  [from, to, part?.reference, part?.total, part?.sequence, bytes.toString('latin1')].join('|');
