import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { PauseChannelAccount } from '../../../application/channel/pause-channel-account.js';
import { ReadChannelHealth } from '../../../application/channel/read-channel-health.js';
import { zoneId } from '../../../domain/calendar/zone.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { ChannelAccountId } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { IfMatch } from '../api/if-match.js';
import { Operation } from '../api/operation.js';
import { idParam, toIso } from '../api/representation.js';
import { accountView, channelsAnswer, channelsQuery, reasonBody } from './channel-schemas.js';

/** The accounts that messages leave through. */
@Controller('v1/channels')
export class ChannelsController {
  constructor(
    private readonly health: ReadChannelHealth,
    private readonly pauseAccount: PauseChannelAccount,
  ) {}

  @Get()
  @Operation({
    allow: 'channels.read',
    summary: 'How each channel account does today, by the clocks of a zone',
    answers: channelsAnswer,
  })
  async list(
    @Caller() { scope }: Caller,
    @Query({ schema: channelsQuery }) { zone }: z.infer<typeof channelsQuery>,
  ): Promise<z.infer<typeof channelsAnswer>> {
    const { since, asOf, accounts } = await this.health.run(scope, zoneId(zone));
    return { since: toIso(since), asOf: toIso(asOf), items: accounts.map(accountView) };
  }

  @Post(':id/pause')
  @Operation({
    allow: 'channels.pause',
    summary: 'Let an account rest; what would leave through it waits',
    answers: null,
    ifMatch: true,
  })
  pause(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
    @IfMatch() version: number,
    @Body({ schema: reasonBody }) { reason }: z.infer<typeof reasonBody>,
  ): Promise<void> {
    return this.pauseAccount.run(scope, idOf<ChannelAccountId>(id), version, true, reason);
  }

  @Post(':id/resume')
  @Operation({ allow: 'channels.pause', summary: 'Let an account go on', answers: null, ifMatch: true })
  resume(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
    @IfMatch() version: number,
    @Body({ schema: reasonBody }) { reason }: z.infer<typeof reasonBody>,
  ): Promise<void> {
    return this.pauseAccount.run(scope, idOf<ChannelAccountId>(id), version, false, reason);
  }
}
