import { Injectable } from '@nestjs/common';
import { MINUTE, plus } from '../../domain/calendar/instant.js';
import type { TenantId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { EventPlaces } from '../ports/event-places.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { LiveEvent } from './live-event.js';
import { liveEventsOf, STREAMED_EVENTS } from './live-events-of.js';

const SEALED_AT_ONCE = 500;
const READ_AT_ONCE = 500;
/** What is older, or further back, is not told again: the screen reads afresh. */
const REMEMBERED_FOR = 10 * MINUTE;
const REMEMBERED_EVENTS = 5_000;

/** What happened between two numbers of the log: after `from`, up to `to`. */
export interface LiveStretch {
  readonly from: number;
  readonly to: number;
  /** Whether there is more behind it already. */
  readonly more: boolean;
  readonly events: readonly LiveEvent[];
}

export interface LiveStart {
  /** Number after which to begin. */
  readonly position: number;
  /** Whether what the listener has seen last is too far back to go on from. */
  readonly lost: boolean;
}

/** Seals what waits and reads what is told live, for everybody who listens in a tenant. */
@Injectable()
export class ReadLiveEvents {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: EventLog,
    private readonly places: EventPlaces,
    private readonly clock: Clock,
  ) {}

  run(tenantId: TenantId, after: number): Promise<LiveStretch> {
    return this.within(tenantId, async () => {
      const { sealed, waiting } = await this.events.position();
      if (!waiting && sealed <= after) return { from: after, to: after, more: false, events: [] };
      const newly = waiting ? await this.events.seal(SEALED_AT_ONCE) : 0;
      const log = await this.events.after(after, READ_AT_ONCE);
      const told = log.filter(({ type }) => STREAMED_EVENTS[type] !== undefined);
      const places = await this.places.of(told);
      return {
        from: after,
        to: log.at(-1)?.sequence ?? after,
        more: log.length === READ_AT_ONCE || newly === SEALED_AT_ONCE,
        events: places.flatMap((place, at) => {
          const event = told[at];
          return event ? liveEventsOf(event, place) : [];
        }),
      };
    });
  }

  /** Where to begin for somebody who has seen everything up to `lastSeen`; null: who begins now. */
  start(tenantId: TenantId, lastSeen: number | null): Promise<LiveStart> {
    return this.within(tenantId, async () => {
      const { sealed } = await this.events.position();
      if (lastSeen === null) return { position: sealed, lost: false };
      const lost = { position: sealed, lost: true };
      if (lastSeen > sealed || sealed - lastSeen > REMEMBERED_EVENTS) return lost;
      const [next] = await this.events.after(lastSeen, 1);
      if (next && next.at < plus(this.clock.now(), -REMEMBERED_FOR)) return lost;
      return { position: lastSeen, lost: false };
    });
  }

  private within<T>(tenantId: TenantId, work: () => Promise<T>): Promise<T> {
    return this.unitOfWork.run({ tenantId, actor: { kind: 'system', name: 'live' } }, work);
  }
}
