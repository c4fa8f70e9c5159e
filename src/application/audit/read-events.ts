import { Injectable } from '@nestjs/common';
import { HOUR, plus } from '../../domain/calendar/instant.js';
import { reaches } from '../../domain/people/access.js';
import type { LenderReach } from '../../domain/people/access.js';
import { EventLog } from '../ports/event-log.js';
import type { EventQuery, SealedEvent } from '../ports/event-log.js';
import { EventPlaces } from '../ports/event-places.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** Events that are looked through at once, and how often for one page. */
const STRETCH = 20_000;
const STRETCHES = 10;
const SEALED_AT_ONCE = 2_000;
/** The order of numbers is that of commits; moments differ from it by less. */
const SLACK = HOUR;

export interface EventPage {
  readonly events: readonly SealedEvent[];
  /** Number before which the next page begins; null: there is no more. A page may be short, or empty, before that. */
  readonly next: number | null;
}

/** Reads the log, newest first. Who reaches some lenders only sees events about these. */
@Injectable()
export class ReadEvents {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: EventLog,
    private readonly places: EventPlaces,
  ) {}

  async run(scope: WorkScope, query: EventQuery, before: number | null, limit: number): Promise<EventPage> {
    let upTo = before === null ? await this.newest(scope) : before - 1;
    const events: SealedEvent[] = [];
    for (let stretch = 0; stretch < STRETCHES && upTo > 0 && events.length < limit; stretch += 1) {
      const looked = await this.look(scope, query, upTo, limit - events.length);
      events.push(...looked.events);
      upTo = looked.upTo;
    }
    return { events, next: upTo > 0 ? upTo + 1 : null };
  }

  private newest(scope: WorkScope): Promise<number> {
    return this.unitOfWork.run(scope, async () => {
      await this.log.seal(SEALED_AT_ONCE);
      return (await this.log.position()).sealed;
    });
  }

  /** The matching events of one stretch, and the number up to which to look next. */
  private look(scope: WorkScope, query: EventQuery, upTo: number, wanted: number) {
    return this.unitOfWork.run(scope, async () => {
      const [latest] = await this.log.after(upTo - 1, 1);
      if (query.from !== undefined && latest && latest.at < plus(query.from, -SLACK)) {
        return { events: [], upTo: 0 };
      }
      const above = Math.max(0, upTo - STRETCH);
      const found = await this.log.newest(query, above, upTo, wanted);
      const last = found.at(-1);
      return {
        events: await this.within(scope.reach, found),
        upTo: found.length === wanted && last ? last.sequence - 1 : above,
      };
    });
  }

  private async within(
    reach: LenderReach | undefined,
    events: readonly SealedEvent[],
  ): Promise<readonly SealedEvent[]> {
    if (reach === undefined || reach === 'all') return events;
    const places = await this.places.of(events);
    return events.filter((_, at) => [...(places[at]?.lenderIds ?? [])].some((id) => reaches(reach, id)));
  }
}
