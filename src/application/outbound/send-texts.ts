import { Injectable } from '@nestjs/common';
import { plus } from '../../domain/calendar/instant.js';
import type { SendOutcome } from '../../domain/message/send-outcome.js';
import { ChannelDirectory } from '../ports/channel-directory.js';
import { ChannelGateways } from '../ports/channel-gateway.js';
import { Clock } from '../ports/clock.js';
import { ClaimLease } from './claim-lease.js';
import type { Departure } from './record-judgements.js';
import type { Arrival } from './record-outcomes.js';

/**
 * Hands texts to their providers, outside any transaction. Each sender carries only so many at once; texts to one
 * contact point go one after the other, in their order.
 */
@Injectable()
export class SendTexts {
  constructor(
    private readonly gateways: ChannelGateways,
    private readonly directory: ChannelDirectory,
    private readonly lease: ClaimLease,
    private readonly clock: Clock,
  ) {}

  async run(departures: readonly Departure[]): Promise<Arrival[]> {
    const senders = grouped(departures, ({ ready }) => ready.account.id);
    const sent = await Promise.all([...senders.values()].map((queue) => this.sendAll(queue)));
    return sent.flat();
  }

  private async sendAll(queue: readonly Departure[]): Promise<Arrival[]> {
    const provider = queue[0]?.ready.account.provider ?? '';
    const { concurrency } = this.directory.capabilities(provider);
    const remaining = grouped(queue, ({ contactPoint }) => contactPoint.id).values();
    const arrivals: Arrival[] = [];
    const lane = async (): Promise<void> => {
      for (const texts of remaining) {
        for (const departure of texts) arrivals.push({ departure, outcome: await this.send(departure) });
      }
    };
    await Promise.all(Array.from({ length: Math.min(queue.length, concurrency) }, lane));
    return arrivals;
  }

  private async send({ contactPoint, attempt, ready }: Departure): Promise<SendOutcome> {
    const now = this.clock.now();
    if (now >= plus(attempt.startedAt, this.lease.handOverWithin)) {
      return { kind: 'retry', after: now, reason: 'batch-too-slow' };
    }
    try {
      return await this.gateways.of(ready.account.provider).send(ready.account, {
        attemptId: attempt.id,
        address: contactPoint.address,
        text: ready.text,
        ...(ready.choices.length > 0 ? { choices: ready.choices } : {}),
        validUntil: ready.validUntil,
      });
    } catch {
      return { kind: 'unknown', reason: 'gateway-failed' };
    }
  }
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
