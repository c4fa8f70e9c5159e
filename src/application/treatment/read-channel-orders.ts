import { Injectable } from '@nestjs/common';
import type { Channel } from '../../domain/shared/channel.js';
import type { LenderId, TouchId } from '../../domain/shared/ids.js';
import type { Touch } from '../../domain/treatment/touch.js';
import type { Treatment } from '../../domain/treatment/treatment.js';
import type { TreatmentsAtOnce } from '../../domain/treatment/treatments-in-force.js';
import { Revisions } from '../ports/revisions.js';
import { ReadTreatmentsInForce } from './read-treatments-in-force.js';

export interface LenderTouch {
  readonly touch: Touch;
  readonly lenderId: LenderId;
}

/** How far back an earlier edition of a treatment is looked for. */
const EDITIONS = 50;

/**
 * The order of channels of each touch, by the edition of the treatment that it was planned by; by the one in force
 * where that edition was a file that has changed since. Inside the caller's unit of work.
 */
@Injectable()
export class ReadChannelOrders {
  constructor(
    private readonly treatmentsInForce: ReadTreatmentsInForce,
    private readonly revisions: Revisions,
  ) {}

  async run(touches: readonly LenderTouch[]): Promise<Map<TouchId, readonly Channel[]>> {
    const inForce = await this.treatmentsInForce.run();
    const known = new Map<string, Treatment | null>();
    const orders = new Map<TouchId, readonly Channel[]>();
    for (const { touch, lenderId } of touches) {
      const key = `${lenderId} ${touch.treatmentVersion} ${touch.treatment}`;
      const treatment = known.has(key) ? known.get(key) : await this.find(touch, lenderId, inForce);
      known.set(key, treatment ?? null);
      const step = treatment?.steps.find(({ id }) => id === touch.step);
      orders.set(touch.id, step?.channels ?? treatment?.channels ?? []);
    }
    return orders;
  }

  private async find(
    { treatment: name, treatmentVersion }: Touch,
    lenderId: LenderId,
    inForce: TreatmentsAtOnce,
  ): Promise<Treatment | null> {
    const now = inForce.of(lenderId).find(({ treatment }) => treatment.name === name)?.treatment ?? null;
    if (now?.version === treatmentVersion) return now;
    for (const owner of [lenderId, null]) {
      const editions = await this.revisions.history({ kind: 'treatment', lenderId: owner, name }, EDITIONS);
      const treatments = editions.map((revision) => this.treatmentsInForce.treatmentOf(revision));
      const found = treatments.find(({ version }) => version === treatmentVersion);
      if (found) return found;
    }
    return now;
  }
}
