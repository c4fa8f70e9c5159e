import { Injectable } from '@nestjs/common';
import type { MessageId, TenantId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { Debtors } from '../ports/debtors.js';
import { Ids } from '../ports/ids.js';
import { Messages } from '../ports/messages.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { GatherFacts } from './gather-facts.js';
import { JudgeMessages } from './judge-messages.js';
import { RecordJudgements } from './record-judgements.js';
import type { Departure } from './record-judgements.js';
import { RecordOutcomes } from './record-outcomes.js';
import type { Arrival } from './record-outcomes.js';
import { SendTexts } from './send-texts.js';

/** Messages that travel together; the cost of a transaction is shared by all of them. */
export const BATCH_SIZE = 500;

export interface BatchReport {
  readonly claimed: number;
  readonly handedOver: number;
}

/**
 * The outbound line, one batch at a time:
 *
 *   claim ─> [ lock ─> facts ─> MAY WE? ─> record ] ─> send ─> [ outcomes ]
 *
 * Brackets are transactions. A process killed before the first bracket commits leaves claims without an
 * attempt: they are queued again. Killed after it, it leaves attempts without an outcome: they are `unknown`
 * and nobody sends them again blindly. `ReconcileUnknown` does both.
 */
@Injectable()
export class OutboundPipeline {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly messages: Messages,
    private readonly debtors: Debtors,
    private readonly gatherFacts: GatherFacts,
    private readonly judge: JudgeMessages,
    private readonly recordJudgements: RecordJudgements,
    private readonly sendTexts: SendTexts,
    private readonly recordOutcomes: RecordOutcomes,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: TenantId, batchSize = BATCH_SIZE): Promise<BatchReport> {
    const scope: WorkScope = { tenantId, actor: { kind: 'system', name: 'outbound' } };
    const token = this.ids.next<string>();
    const claimed = await this.claim(scope, token, batchSize);
    if (claimed.length === 0) return { claimed: 0, handedOver: 0 };
    const departures = await this.decide(scope, token, claimed);
    const arrivals = await this.send(departures);
    await this.record(scope, token, arrivals);
    return { claimed: claimed.length, handedOver: departures.length };
  }

  private async claim(scope: WorkScope, token: string, batchSize: number): Promise<readonly MessageId[]> {
    return this.unitOfWork.run(scope, () => this.messages.claimDue(this.clock.now(), batchSize, token));
  }

  private async decide(
    scope: WorkScope,
    token: string,
    claimed: readonly MessageId[],
  ): Promise<readonly Departure[]> {
    return this.unitOfWork.run(scope, async () => {
      // Debtors before messages, in the order of everybody who withdraws messages: no two wait for each other.
      await this.debtors.lock(await this.messages.debtorsOf(claimed));
      const batch = await this.messages.claimed(token);
      if (batch.length === 0) return [];
      const now = this.clock.now();
      const facts = await this.gatherFacts.run(batch, now);
      const judged = await this.judge.run(batch, facts, now);
      return this.recordJudgements.run(token, judged, now);
    });
  }

  private async send(departures: readonly Departure[]): Promise<readonly Arrival[]> {
    return this.sendTexts.run(departures);
  }

  private async record(scope: WorkScope, token: string, arrivals: readonly Arrival[]): Promise<void> {
    if (arrivals.length === 0) return;
    await this.unitOfWork.run(scope, () => this.recordOutcomes.run(token, arrivals, this.clock.now()));
  }
}
