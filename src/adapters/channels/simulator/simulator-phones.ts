import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { SimulatedPhones } from '../../../application/ports/simulated-phones.js';
import type { ShownText, TypedMessage } from '../../../application/ports/simulated-phones.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { SimulatorWire } from './simulator-wire.js';

const textsSchema = z.object({
  texts: z.array(z.object({ to: z.string(), text: z.string(), providerMessageId: z.string().nullable() })),
});

/** Debtors' phones over the same socket that the gateway uses. */
@Injectable()
export class HttpSimulatedPhones extends SimulatedPhones {
  constructor(private readonly wire: SimulatorWire) {
    super();
  }

  async shown(account: ChannelAccount, from: number): Promise<ShownText[]> {
    const body = await this.call(account, 'GET', `texts?from=${from}`);
    const { texts } = textsSchema.parse(JSON.parse(body));
    return texts.flatMap(({ to, text, providerMessageId }, index) =>
      providerMessageId === null ? [] : [{ place: from + index, address: to, text }],
    );
  }

  async write(account: ChannelAccount, messages: readonly TypedMessage[], at: Instant): Promise<void> {
    await this.call(
      account,
      'POST',
      'inbound',
      messages.map(({ address, content, media }) => ({
        from: address,
        content,
        media: media ?? null,
        sentAt: at,
      })),
    );
  }

  private async call(
    account: ChannelAccount,
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
  ): Promise<string> {
    const result = await this.wire.call(account, method, path, body);
    if (result.kind === 'reply' && result.reply.status === 200) return result.reply.body;
    throw new DomainError(
      'SIMULATOR.UNREACHABLE',
      `The simulator of channel account "${account.label}" does not answer; start it, or check the account's setting url.`,
    );
  }
}
