import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { ProviderRegistration } from '../channel-registry.js';
import { providerSettings } from '../provider-settings.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { UNLIMITED } from '../../../domain/channel/account-limits.js';
import { CHANNELS } from '../../../domain/shared/channel.js';
import type { ChannelCapabilities } from '../../../application/ports/channel-directory.js';
import { ChannelGateway } from '../../../application/ports/channel-gateway.js';
import type { AccountCheck, OutgoingText } from '../../../application/ports/channel-gateway.js';
import type { SendOutcome } from '../../../domain/message/send-outcome.js';

export const SANDBOX_CAPABILITIES: ChannelCapabilities = {
  channels: CHANNELS,
  buttons: false,
  receipts: false,
  maximumLength: 4_000,
  concurrency: 8,
  addresses: 'of-channel',
  opensConversations: true,
  replyWindow: null,
  inbound: ['text'],
  answersWithinMinutes: 1_440,
  limits: UNLIMITED,
};

export const SANDBOX_SETTINGS = providerSettings(z.object({}));

/** Takes every text of a sandbox and sends it to nobody: the chat of the sandbox shows what was taken. */
@Injectable()
export class SandboxGateway extends ChannelGateway {
  override readonly provider = 'sandbox';

  override send(_account: ChannelAccount, text: OutgoingText): Promise<SendOutcome> {
    return Promise.resolve({ kind: 'accepted', providerMessageId: text.attemptId });
  }

  override check(): Promise<AccountCheck> {
    return Promise.resolve({ state: 'up', detail: 'The sandbox takes everything.' });
  }

  override lookUp(_account: ChannelAccount, attemptId: string): Promise<SendOutcome> {
    return Promise.resolve({ kind: 'accepted', providerMessageId: attemptId });
  }
}

@Injectable()
export class SandboxRegistration implements ProviderRegistration {
  readonly capabilities = SANDBOX_CAPABILITIES;
  readonly settings = SANDBOX_SETTINGS;

  constructor(readonly gateway: SandboxGateway) {}
}
