import type { ServerResponse } from 'node:http';
import type { Authenticated } from '../../../application/people/authenticated.js';
import type { LiveContent, LiveEvent, LiveEventName } from '../../../application/live/live-event.js';
import type { LiveStretch } from '../../../application/live/read-live-events.js';
import { toIso } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import { mayHear, sameAccess } from './may-hear.js';
import type { LivePlace } from './live-place.js';
import { writePlace } from './live-place.js';

const TICK_MS = 15_000;
/** A client that takes nothing for so long is cut; it resumes with its last place. */
const TAKEN_WITHIN_MS = 10_000;
/** Beyond these the log is read again when the client has caught up: nothing is buffered without end. */
const MOST_STRETCHES_WAITING = 20;

export interface LiveSource {
  /** What comes after a number. */
  read(after: number): Promise<LiveStretch>;
  /** Who stands behind the stream by now; null: nobody any more. */
  who(): Promise<Authenticated | null>;
  now(): Instant;
}

/** One open stream: filters for one caller, keeps its place in the log, ends when it may not go on. */
export class LiveConnection {
  private waiting: LiveStretch[] = [];
  /** The log has to be read from the own place on, because stretches were missed. */
  private behind = true;
  private working = false;
  private ended = false;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly raw: ServerResponse,
    private readonly source: LiveSource,
    private who: Authenticated,
    private place: LivePlace,
    private readonly onEnd: () => void,
  ) {
    raw.on('close', () => this.end());
    raw.on('error', () => this.end());
    this.timer = setInterval(() => void this.tick(), TICK_MS);
  }

  /** Says that what the client has is too old, and where it goes on. */
  reset(): void {
    this.write('reset', {}, writePlace(this.place));
  }

  take(stretch: LiveStretch): void {
    if (this.ended) return;
    if (this.waiting.length === MOST_STRETCHES_WAITING) {
      this.waiting = [];
      this.behind = true;
    }
    this.waiting.push(stretch);
    void this.work();
  }

  /** Begins to tell. */
  start(): void {
    if (this.raw.destroyed) return this.end();
    this.tellTime();
    void this.work();
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    clearInterval(this.timer);
    this.raw.end();
    this.onEnd();
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    try {
      for (let next = await this.next(); next !== null; next = await this.next()) {
        await this.tell(next);
        await this.taken();
      }
    } catch {
      this.cut();
    } finally {
      this.working = false;
    }
  }

  private async next(): Promise<LiveStretch | null> {
    while (!this.ended) {
      if (this.behind) {
        const stretch = await this.source.read(this.place.sequence);
        if (stretch.to > stretch.from) return stretch;
        this.behind = false;
      }
      const stretch = this.waiting.shift();
      if (stretch === undefined) return null;
      if (stretch.from > this.place.sequence) this.behind = true;
      else if (stretch.to > this.place.sequence) return stretch;
    }
    return null;
  }

  private async tell(stretch: LiveStretch): Promise<void> {
    let queueMoved = false;
    for (const event of stretch.events) {
      if (this.ended) return;
      if (isBefore(event, this.place)) continue;
      const told = event.name === 'me.changed' ? await this.lookAgain(event) : mayHear(event, this.who);
      if (told && !this.ended) {
        this.write(event.name, event.content, writePlace(placeOf(event)));
        queueMoved ||= event.name === 'queue.row';
      }
      this.place = placeOf(event);
    }
    if (stretch.to >= this.place.sequence) this.place = { sequence: stretch.to, part: 0 };
    if (queueMoved) this.write('queue.counts', {});
  }

  /** Whether the change is one of whoever listens. */
  private async lookAgain(event: LiveEvent): Promise<boolean> {
    const before = this.who;
    await this.checkAccess();
    return event.content['personId'] === before.personId || !sameAccess(before, this.who);
  }

  private async checkAccess(): Promise<void> {
    const who = await this.source.who();
    if (who) this.who = who;
    else this.end();
  }

  private async tick(): Promise<void> {
    try {
      await this.checkAccess();
      if (!this.ended) this.tellTime();
    } catch {
      this.cut();
    }
  }

  private tellTime(): void {
    const { sequence, part } = this.place;
    this.write(
      'tick',
      { at: toIso(this.source.now()) },
      part === 0 ? writePlace({ sequence, part }) : undefined,
    );
  }

  private write(name: LiveEventName, content: LiveContent, id?: string): void {
    if (this.ended) return;
    const place = id === undefined ? '' : `id: ${id}\n`;
    this.raw.write(`${place}event: ${name}\ndata: ${JSON.stringify(content)}\n\n`);
  }

  /** Waits until the client has taken what was written. */
  private async taken(): Promise<void> {
    if (this.ended || !this.raw.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(late);
        this.raw.off('drain', done);
        this.raw.off('close', done);
        resolve();
      };
      const late = setTimeout(() => {
        this.cut();
        done();
      }, TAKEN_WITHIN_MS);
      this.raw.once('drain', done);
      this.raw.once('close', done);
    });
  }

  private cut(): void {
    this.raw.destroy();
    this.end();
  }
}

/** After its last part an event is behind us as a whole. */
const placeOf = ({ sequence, part, last }: LiveEvent): LivePlace =>
  last ? { sequence, part: 0 } : { sequence: sequence - 1, part };

const isBefore = ({ sequence, part }: LiveEvent, place: LivePlace): boolean =>
  sequence <= place.sequence || (sequence === place.sequence + 1 && part <= place.part);
