import { Injectable } from '@nestjs/common';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import type { ChannelCapabilities } from '../../../application/ports/channel-directory.js';
import { ChannelGateway } from '../../../application/ports/channel-gateway.js';
import type { OutgoingText } from '../../../application/ports/channel-gateway.js';
import type { SendOutcome } from '../../../domain/message/send-outcome.js';

export const SANDBOX_CAPABILITIES: ChannelCapabilities = {
  buttons: false,
  receipts: false,
  maximumLength: 4_000,
  concurrency: 8,
};

/** Takes every text of a sandbox and sends it to nobody: the chat of the sandbox shows what was taken. */
@Injectable()
export class SandboxGateway extends ChannelGateway {
  override readonly provider = 'sandbox';

  override send(_account: ChannelAccount, text: OutgoingText): Promise<SendOutcome> {
    return Promise.resolve({ kind: 'accepted', providerMessageId: text.attemptId });
  }

  override lookUp(_account: ChannelAccount, attemptId: string): Promise<SendOutcome> {
    return Promise.resolve({ kind: 'accepted', providerMessageId: attemptId });
  }
}
