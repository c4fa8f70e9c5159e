import { Injectable } from '@nestjs/common';
import { RemindInstalments } from '../../application/arrangement/remind-instalments.js';
import { RemindPromises } from '../../application/arrangement/remind-promises.js';
import { SettleInstalments } from '../../application/arrangement/settle-instalments.js';
import { SettlePromises } from '../../application/arrangement/settle-promises.js';
import { CheckChannels } from '../../application/channel/check-channels.js';
import { EscalateCrises } from '../../application/desk/escalate-crises.js';
import { InboundPipeline } from '../../application/inbound/inbound.pipeline.js';
import { RetryInbound } from '../../application/inbound/retry-inbound.js';
import { ClaimLease } from '../../application/outbound/claim-lease.js';
import { DispatchMessages } from '../../application/outbound/dispatch-messages.js';
import { ReconcileUnknown } from '../../application/outbound/reconcile-unknown.js';
import { ReleaseDeferred } from '../../application/outbound/release-deferred.js';
import { SettlePendingReceipts } from '../../application/outbound/settle-pending-receipts.js';
import { ForgetExpired } from '../../application/people/forget-expired.js';
import { EventLog } from '../../application/ports/event-log.js';
import { UnitOfWork } from '../../application/ports/unit-of-work.js';
import { PlanTouches } from '../../application/treatment/plan-touches.js';
import { idOf } from '../../domain/shared/ids.js';
import type { ContactPointId, ImportId, TenantId } from '../../domain/shared/ids.js';
import type { RecurringJob } from './cron-recurring-jobs.js';
import type { AnyJobHandler } from './job-handlers.js';
import { DeliverWebhooks } from '../../application/webhook/deliver-webhooks.js';
import { StartDeliveries } from '../../application/webhook/start-deliveries.js';
import { RemoveExpiredUploads } from '../../application/intake/remove-expired-uploads.js';
import { RunImport } from '../../application/intake/run-import.js';

const SEAL_BATCH = 2_000;

/** Which use case runs which job, and which come back by the clock (cron in UTC). */
@Injectable()
export class JobSetup {
  constructor(
    private readonly inbound: InboundPipeline,
    private readonly retryInbound: RetryInbound,
    private readonly escalateCrises: EscalateCrises,
    private readonly dispatch: DispatchMessages,
    private readonly planTouches: PlanTouches,
    private readonly releaseDeferred: ReleaseDeferred,
    private readonly reconcile: ReconcileUnknown,
    private readonly settleReceipts: SettlePendingReceipts,
    private readonly remindPromises: RemindPromises,
    private readonly remindInstalments: RemindInstalments,
    private readonly settlePromises: SettlePromises,
    private readonly settleInstalments: SettleInstalments,
    private readonly forgetExpired: ForgetExpired,
    private readonly checkChannels: CheckChannels,
    private readonly deliverWebhooks: DeliverWebhooks,
    private readonly startDeliveries: StartDeliveries,
    private readonly runImport: RunImport,
    private readonly removeUploads: RemoveExpiredUploads,
    private readonly unitOfWork: UnitOfWork,
    private readonly events: EventLog,
    private readonly lease: ClaimLease,
  ) {}

  handlers(): readonly AnyJobHandler[] {
    return [
      {
        name: 'process-inbound',
        run: async ({ contactPointId }, { tenantId }) => {
          await this.inbound.run(tenantId, idOf<ContactPointId>(contactPointId));
        },
      },
      {
        name: 'dispatch-messages',
        run: async (_, { tenantId }) => {
          await this.dispatch.run(tenantId);
        },
      },
      {
        name: 'run-import',
        run: ({ importId }, { tenantId }) => this.runImport.run(tenantId, idOf<ImportId>(importId)),
      },
      {
        name: 'deliver-webhooks',
        run: async (_, { tenantId }) => {
          await this.deliverWebhooks.run(tenantId);
        },
      },
    ];
  }

  /** Planning and settling come every six hours, so that each zone is met soon after its midnight. */
  recurring(): readonly RecurringJob[] {
    return [
      this.every('retry-inbound', '* * * * *', (tenantId) => this.retryInbound.run(tenantId)),
      this.every('escalate-crises', '* * * * *', (tenantId) => this.escalateCrises.run(tenantId)),
      this.every('release-deferred', '* * * * *', (tenantId) => this.releaseDeferred.run(tenantId)),
      this.every('reconcile-unknown', '* * * * *', (tenantId) =>
        this.reconcile.run(tenantId, this.lease.milliseconds),
      ),
      this.every('settle-pending-receipts', '* * * * *', (tenantId) => this.settleReceipts.run(tenantId)),
      this.every('check-channels', '*/5 * * * *', (tenantId) => this.checkChannels.run(tenantId)),
      this.every('forget-expired', '*/10 * * * *', (tenantId) => this.forgetExpired.run(tenantId)),
      this.every('seal-events', '* * * * *', (tenantId) => this.seal(tenantId)),
      this.every('start-deliveries', '* * * * *', (tenantId) => this.startDeliveries.run(tenantId)),
      this.every('forget-deliveries', '40 2 * * *', (tenantId) => this.startDeliveries.forget(tenantId)),
      this.every('settle-promises', '1 */6 * * *', (tenantId) => this.settlePromises.run(tenantId)),
      this.every('settle-instalments', '2 */6 * * *', (tenantId) => this.settleInstalments.run(tenantId)),
      this.every('remind-promises', '3 */6 * * *', (tenantId) => this.remindPromises.run(tenantId)),
      this.every('remind-instalments', '4 */6 * * *', (tenantId) => this.remindInstalments.run(tenantId)),
      this.every('remove-expired-uploads', '20 * * * *', (tenantId) => this.removeUploads.run(tenantId)),
      this.every('plan-touches', '5 */6 * * *', (tenantId) => this.planTouches.run(tenantId)),
    ];
  }

  private every(name: string, cron: string, work: (tenantId: TenantId) => Promise<unknown>): RecurringJob {
    return { name, cron, run: async (tenantId) => JSON.stringify(await work(tenantId)) };
  }

  private seal(tenantId: TenantId): Promise<number> {
    return this.unitOfWork.run({ tenantId, actor: { kind: 'system', name: 'sealer' } }, () =>
      this.events.seal(SEAL_BATCH),
    );
  }
}
