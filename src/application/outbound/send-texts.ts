import { Injectable } from '@nestjs/common';
import type { SendOutcome } from '../../domain/message/send-outcome.js';
import { ChannelDirectory } from '../ports/channel-directory.js';
import { ChannelGateways } from '../ports/channel-gateway.js';
import type { Departure } from './record-judgements.js';
import type { Arrival } from './record-outcomes.js';

/** Hands texts to their providers, outside any transaction; each sender carries only so many at once. */
@Injectable()
export class SendTexts {
  constructor(
    private readonly gateways: ChannelGateways,
    private readonly directory: ChannelDirectory,
  ) {}

  async run(departures: readonly Departure[]): Promise<Arrival[]> {
    const bySender = new Map<string, Departure[]>();
    for (const departure of departures) {
      const queue = bySender.get(departure.ready.account.id);
      if (queue) queue.push(departure);
      else bySender.set(departure.ready.account.id, [departure]);
    }
    const sent = await Promise.all([...bySender.values()].map((queue) => this.sendAll(queue)));
    return sent.flat();
  }

  private async sendAll(queue: readonly Departure[]): Promise<Arrival[]> {
    const provider = queue[0]?.ready.account.provider ?? '';
    const lanes = Math.min(queue.length, this.directory.capabilities(provider).concurrency);
    const arrivals: Arrival[] = [];
    const remaining = queue.values();
    const lane = async (): Promise<void> => {
      for (const departure of remaining) {
        arrivals.push({ departure, outcome: await this.send(departure) });
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return arrivals;
  }

  private async send({ contactPoint, attempt, ready }: Departure): Promise<SendOutcome> {
    try {
      return await this.gateways.of(ready.account.provider).send(ready.account, {
        attemptId: attempt.id,
        address: contactPoint.address,
        text: ready.text,
        validUntil: ready.validUntil,
      });
    } catch {
      return { kind: 'unknown', reason: 'gateway-failed' };
    }
  }
}
