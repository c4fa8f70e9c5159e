import { Injectable } from '@nestjs/common';
import type { TenantId } from '../../domain/shared/ids.js';
import { BATCH_SIZE, OutboundPipeline } from './outbound.pipeline.js';

export interface DispatchReport {
  readonly batches: number;
  readonly claimed: number;
  readonly handedOver: number;
}

/** Runs the outbound line of a tenant until no message is due. */
@Injectable()
export class DispatchMessages {
  constructor(private readonly pipeline: OutboundPipeline) {}

  async run(tenantId: TenantId, batchSize = BATCH_SIZE): Promise<DispatchReport> {
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
