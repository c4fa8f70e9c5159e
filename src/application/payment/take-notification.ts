import { Injectable } from '@nestjs/common';
import { MINUTE, SECOND } from '../../domain/calendar/instant.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PaymentSourceId, TenantId } from '../../domain/shared/ids.js';
import { idOf } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { Lenders } from '../ports/lenders.js';
import { PaymentSources } from '../ports/payment-sources.js';
import { Signatures } from '../ports/signatures.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { ToldPayment } from './receive-payment.js';
import type { AcceptedPayment } from './register-payment.js';
import { RegisterPayment } from './register-payment.js';

/** How far the sender's clock may be from ours, and how long a notification that somebody recorded is of any use. */
const WINDOW = 5 * MINUTE;
const SOURCE = /^([0-9a-f-]{36})\.([0-9a-f-]{36})$/u;
const SIGNATURE = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/u;

export interface SignedNotification {
  /** As the source was told when it was made. */
  readonly source: string;
  /** `t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>" in hexadecimal>`. */
  readonly signature: string;
  /** Byte for byte as it came. */
  readonly body: Uint8Array;
  readonly told: Omit<ToldPayment, 'lenderId'>;
}

/** What a source is called from outside: it names its tenant, so that it is looked for in the right place. */
export const sourceName = (tenantId: TenantId, id: PaymentSourceId): string => `${tenantId}.${id}`;

/** What `sourceName` made of an id; the text itself where it is no such name of the tenant. */
export const sourceIdOf = (tenantId: TenantId, name: string): PaymentSourceId => {
  const [, tenant, source] = SOURCE.exec(name) ?? [];
  return idOf<PaymentSourceId>(tenant === tenantId && source !== undefined ? source : name);
};

/** Takes a payment that a bank or lender's system tells of, if its signature proves who it is. */
@Injectable()
export class TakeNotification {
  constructor(
    private readonly sources: PaymentSources,
    private readonly lenders: Lenders,
    private readonly registerPayment: RegisterPayment,
    private readonly signatures: Signatures,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws `ACCESS.BAD_SIGNATURE`, which does not tell an unknown source from a wrong signature,
   * `ACCESS.STALE_SIGNATURE`, and what registering a payment throws.
   */
  run(notification: SignedNotification): Promise<AcceptedPayment> {
    const [, tenant, source] = SOURCE.exec(notification.source) ?? [];
    const [, seconds, signature] = SIGNATURE.exec(notification.signature) ?? [];
    if (!tenant || !source || !seconds || !signature) throw badSignature();
    const scope = {
      tenantId: idOf<TenantId>(tenant),
      actor: { kind: 'system', name: `payment-source ${source}` },
    } as const;
    return this.unitOfWork.run(scope, async () => {
      const known = await this.sources.byId(idOf<PaymentSourceId>(source));
      const signed = Buffer.concat([Buffer.from(`${seconds}.`), notification.body]);
      if (!known || !this.signatures.matches(known.secret, signed, signature)) throw badSignature();
      if (Math.abs(this.clock.now() - Number(seconds) * SECOND) > WINDOW) {
        throw new DomainError(
          'ACCESS.STALE_SIGNATURE',
          'The notification was signed more than five minutes ago, or in the future; sign it anew.',
        );
      }
      const lender = (await this.lenders.byIds([known.lenderId])).get(known.lenderId);
      if (!lender) throw badSignature();
      return this.registerPayment.receive(lender, notification.told, 'notification');
    });
  }
}

const badSignature = (): DomainError =>
  new DomainError('ACCESS.BAD_SIGNATURE', 'The signature is not that of a known payment source.');
