import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { httpUrl, providerSettings } from '../provider-settings.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { UNLIMITED } from '../../../domain/channel/account-limits.js';
import { CHANNELS } from '../../../domain/shared/channel.js';
import type { ChannelCapabilities } from '../../../application/ports/channel-directory.js';
import { ChannelGateway } from '../../../application/ports/channel-gateway.js';
import type { AccountCheck, OutgoingText } from '../../../application/ports/channel-gateway.js';
import { Clock } from '../../../application/ports/clock.js';
import { SECOND, plus } from '../../../domain/calendar/instant.js';
import type { SendOutcome } from '../../../domain/message/send-outcome.js';
import type { SendAttemptId } from '../../../domain/shared/ids.js';
import { SimulatorWire } from './simulator-wire.js';
import { lookedUp, outcomeOf } from './translate.js';

export const SIMULATOR_CAPABILITIES: ChannelCapabilities = {
  channels: CHANNELS,
  buttons: false,
  receipts: true,
  maximumLength: 4_000,
  concurrency: 32,
  addresses: 'of-channel',
  opensConversations: true,
  replyWindow: null,
  inbound: ['text', 'voice', 'picture', 'file', 'sticker', 'location', 'recalled', 'transfer', 'unsupported'],
  answersWithinMinutes: 1_440,
  limits: UNLIMITED,
};

export const SIMULATOR_SETTINGS = providerSettings(
  z.object({ url: httpUrl.describe('Address of the running simulator.') }),
);

const UNREACHABLE_WAIT = 30 * SECOND;

/** Sends by the simulated provider, which runs in a process of its own. Account settings: `url`. */
@Injectable()
export class SimulatorGateway extends ChannelGateway {
  override readonly provider = 'simulator';

  constructor(
    private readonly clock: Clock,
    private readonly wire: SimulatorWire,
  ) {
    super();
  }

  override async send(account: ChannelAccount, text: OutgoingText): Promise<SendOutcome> {
    const now = this.clock.now();
    const result = await this.wire.call(account, 'POST', 'texts', {
      attemptId: text.attemptId,
      to: text.address,
      text: text.text,
      sentAt: now,
    });
    switch (result.kind) {
      case 'reply':
        return outcomeOf(result.reply, now);
      case 'not-sent':
        return { kind: 'retry', after: plus(now, UNREACHABLE_WAIT), reason: 'provider-unreachable' };
      case 'lost':
        return { kind: 'unknown', reason: result.reason };
    }
  }

  override async check(account: ChannelAccount): Promise<AccountCheck> {
    const result = await this.wire.call(account, 'GET', 'events');
    return result.kind === 'reply' && result.reply.status === 200
      ? { state: 'up', detail: 'The simulator answers.' }
      : { state: 'down', detail: 'The simulator does not answer; start it, or check the setting url.' };
  }

  override async lookUp(account: ChannelAccount, attemptId: SendAttemptId): Promise<SendOutcome | null> {
    const result = await this.wire.call(account, 'GET', `attempts/${encodeURIComponent(attemptId)}`);
    return result.kind === 'reply' ? lookedUp(result.reply, this.clock.now()) : null;
  }
}
