import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { ReadEvents } from '../../../application/audit/read-events.js';
import { VerifyChain } from '../../../application/audit/verify-chain.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { decodeNumber, encodeCursor } from '../api/page.js';
import { chainAnswer, eventQueryOf, eventsAnswer, eventsQuery, eventView } from './audit-schemas.js';

/** Who did what when, and whether that record is whole. */
@Controller('v1/audit')
export class AuditController {
  constructor(
    private readonly events: ReadEvents,
    private readonly verifyChain: VerifyChain,
  ) {}

  @Get()
  @Operation({ allow: 'audit.read', summary: 'Events of the log, newest first', answers: eventsAnswer })
  async list(
    @Caller() { scope }: Caller,
    @Query({ schema: eventsQuery }) query: z.infer<typeof eventsQuery>,
  ): Promise<z.infer<typeof eventsAnswer>> {
    const before = decodeNumber(query.cursor);
    const page = await this.events.run(scope, eventQueryOf(query), before, query.limit);
    return {
      items: page.events.map(eventView),
      next: page.next === null ? null : encodeCursor([page.next]),
    };
  }

  @Get('verify')
  @Operation({
    allow: 'audit.read',
    summary: 'Whether every sealed event is what was sealed',
    answers: chainAnswer,
  })
  async verify(@Caller() { scope }: Caller): Promise<z.infer<typeof chainAnswer>> {
    const check = await this.verifyChain.run(scope);
    return check.intact
      ? { intact: true, sealed: check.sealed, unsealed: check.unsealed, brokenAt: null }
      : { intact: false, sealed: null, unsealed: null, brokenAt: check.brokenAt };
  }
}
