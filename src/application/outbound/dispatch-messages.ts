import { Injectable } from '@nestjs/common';
import type { TenantId } from '../../domain/shared/ids.js';
import { BATCH_SIZE, OutboundPipeline } from './outbound.pipeline.js';
import { ReleaseDeferred } from './release-deferred.js';

export interface DispatchReport {
  readonly batches: number;
  readonly claimed: number;
  readonly handedOver: number;
}

/** Batches under way at once: while one waits for the database or the network, the other thinks. */
const LANES = 2;

/** Runs the outbound line of a tenant until no message is due, and sees to it that the next one is not late. */
@Injectable()
export class DispatchMessages {
  constructor(
    private readonly pipeline: OutboundPipeline,
    private readonly releaseDeferred: ReleaseDeferred,
  ) {}

  async run(tenantId: TenantId, batchSize = BATCH_SIZE): Promise<DispatchReport> {
    const reports = await Promise.all(
      Array.from({ length: LANES }, () => this.untilNothingIsDue(tenantId, batchSize)),
    );
    await this.releaseDeferred.run(tenantId);
    return reports.reduce((all, one) => ({
      batches: all.batches + one.batches,
      claimed: all.claimed + one.claimed,
      handedOver: all.handedOver + one.handedOver,
    }));
  }

  private async untilNothingIsDue(tenantId: TenantId, batchSize: number): Promise<DispatchReport> {
    let report: DispatchReport = { batches: 0, claimed: 0, handedOver: 0 };
    for (;;) {
      const batch = await this.pipeline.run(tenantId, batchSize);
      if (batch.claimed === 0) return report;
      report = {
        batches: report.batches + 1,
        claimed: report.claimed + batch.claimed,
        handedOver: report.handedOver + batch.handedOver,
      };
    }
  }
}
