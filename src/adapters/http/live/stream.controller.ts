import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ReadLiveEvents } from '../../../application/live/read-live-events.js';
import { Authenticate } from '../../../application/people/authenticate.js';
import type { Authenticated } from '../../../application/people/authenticated.js';
import { Clock } from '../../../application/ports/clock.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { tokenOf } from '../api/access.guard.js';
import { Caller } from '../api/caller.js';
import type { ApiRequest } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { EventFeed } from './event-feed.js';
import { LiveConnection } from './live-connection.js';
import { PLACE, readPlace } from './live-place.js';

const STREAMS_PER_SESSION = 4;

/** For clients that cannot set the header `Last-Event-ID`; the header goes first. */
const streamQuery = z.strictObject({ lastEventId: z.string().regex(PLACE).optional() });

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
};

/** What happens, told to open screens as it happens. */
@Controller('v1/stream')
export class StreamController {
  private readonly open = new Map<string, number>();

  constructor(
    private readonly feed: EventFeed,
    private readonly events: ReadLiveEvents,
    private readonly authenticate: Authenticate,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Operation({
    allow: 'signed-in',
    summary: 'What happens in the tenant, as server-sent events; resumes for ten minutes by Last-Event-ID',
    answers: 'text/event-stream',
  })
  async stream(
    @Caller() { who }: Caller,
    @Query({ schema: streamQuery }) query: z.infer<typeof streamQuery>,
    @Headers('last-event-id') header: string | undefined,
    @Req() request: ApiRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const token = tokenOf(request);
    const lastSeen = header ?? query.lastEventId;
    const place = lastSeen === undefined ? null : readPlace(lastSeen);
    const { position, lost } = await this.events.start(who.tenantId, place?.sequence ?? null);
    const leave = this.enter(who);
    const { raw } = reply.hijack();
    raw.writeHead(200, HEADERS);
    raw.write('retry: 2000\n\n');
    let leaveFeed = (): void => undefined;
    const connection = new LiveConnection(
      raw,
      {
        read: (after) => this.events.run(who.tenantId, after),
        who: () => this.authenticate.run(token, { counts: false }),
        now: () => this.clock.now(),
      },
      who,
      { sequence: position, part: lost || place === null ? 0 : place.part },
      () => {
        leave();
        leaveFeed();
      },
    );
    if (lost || (lastSeen !== undefined && place === null)) connection.reset();
    leaveFeed = this.feed.join(who.tenantId, position, connection);
    connection.start();
  }

  /** Throws `STREAM.TOO_MANY`. */
  private enter(who: Authenticated): () => void {
    const holder = who.sessionId ?? `${who.tenantId} ${who.login}`;
    const open = this.open.get(holder) ?? 0;
    if (open >= STREAMS_PER_SESSION) {
      throw new DomainError(
        'STREAM.TOO_MANY',
        `One session has at most ${STREAMS_PER_SESSION} open streams; share one between windows.`,
      );
    }
    this.open.set(holder, open + 1);
    return () => {
      const left = (this.open.get(holder) ?? 1) - 1;
      if (left > 0) this.open.set(holder, left);
      else this.open.delete(holder);
    };
  }
}
