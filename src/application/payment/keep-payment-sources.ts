import { Injectable } from '@nestjs/common';
import { reaches } from '../../domain/people/access.js';
import { actorLabel } from '../../domain/shared/actor.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PaymentSourceId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { Lenders } from '../ports/lenders.js';
import type { PaymentSource } from '../ports/payment-sources.js';
import { PaymentSources } from '../ports/payment-sources.js';
import { Secrets } from '../ports/secrets.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';

/** Makes, lists and removes those who may tell of payments by signed notifications. */
@Injectable()
export class KeepPaymentSources {
  constructor(
    private readonly sources: PaymentSources,
    private readonly lenders: Lenders,
    private readonly secrets: Secrets,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** The secret of the answer is shown this once. Throws `LENDER.UNKNOWN`. */
  make(scope: WorkScope, lenderCode: string, label: string): Promise<PaymentSource> {
    return this.unitOfWork.run(scope, async () => {
      const lender = await this.lenders.byCode(lenderCode);
      if (!lender || !reaches(scope.reach, lender.id)) {
        throw new DomainError('LENDER.UNKNOWN', `There is no lender ${lenderCode}.`);
      }
      const source: PaymentSource = {
        id: this.ids.next<PaymentSourceId>(),
        lenderId: lender.id,
        label,
        secret: this.secrets.make(),
        createdBy: actorLabel(scope.actor),
        createdAt: this.clock.now(),
        removedAt: null,
      };
      await this.sources.add(source);
      await this.tell('payment-source.made', source);
      return source;
    });
  }

  page(scope: WorkScope, after: PaymentSourceId | null, limit: number): Promise<PaymentSource[]> {
    return this.unitOfWork.run(scope, () => this.sources.page(scope.reach, after, limit));
  }

  /** What it signs is refused from now on. Throws `PAYMENT_SOURCE.UNKNOWN`. */
  remove(scope: WorkScope, id: PaymentSourceId): Promise<void> {
    return this.unitOfWork.run(scope, async () => {
      const source = await this.sources.byId(id);
      if (!source || !reaches(scope.reach, source.lenderId)) {
        throw new DomainError('PAYMENT_SOURCE.UNKNOWN', 'There is no such payment source.');
      }
      await this.sources.remove(id, this.clock.now());
      await this.tell('payment-source.removed', source);
    });
  }

  private async tell(type: string, { id, lenderId }: PaymentSource): Promise<void> {
    await this.events.append([{ type, subjects: { paymentSource: id, lender: lenderId } }]);
  }
}
