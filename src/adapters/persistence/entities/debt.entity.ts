import { Entity, Index } from 'typeorm';
import type { LocalDate } from '../../../domain/calendar/local-date.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Debt, DebtState } from '../../../domain/debt/debt.js';
import type { DebtId, DebtorId, LenderId, TenantId } from '../../../domain/shared/ids.js';
import type { Currency } from '../../../domain/shared/money.js';
import { Day, Id, Key, Minor, Moment, OR_NULL, TenantKey, Varchar, Whole } from './column-types.js';

@Entity('debts')
@Index(['tenantId', 'dueOn', 'id'])
@Index(['tenantId', 'lenderId', 'dueOn', 'id'])
@Index(['tenantId', 'lenderId', 'reference'], { unique: true })
@Index(['tenantId', 'debtorId'])
@Index(['tenantId', 'state', 'id'])
export class DebtEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: DebtId;
  @Id('lender_id') lenderId!: LenderId;
  @Id('debtor_id') debtorId!: DebtorId;
  @Varchar('reference', 500) reference!: string;
  @Varchar('product', 500) product!: string;
  @Varchar('currency', 3) currency!: Currency;
  @Minor('principal_minor') principalMinor!: number;
  @Minor('interest_minor') interestMinor!: number;
  @Minor('fees_minor') feesMinor!: number;
  @Minor('paid_minor') paidMinor!: number;
  @Day('due_on') dueOn!: LocalDate;
  @Varchar('tenant_role', 16) tenantRole!: Debt['tenantRole'];
  @Day('assignment_notice_on', OR_NULL) assignmentNoticeOn!: LocalDate | null;
  @Varchar('state', 16) state!: DebtState;
  @Moment('closed_at', OR_NULL) closedAt!: Instant | null;
  /** Of the imported row. */
  @Varchar('fingerprint', 64) fingerprint!: string;
  @Whole('version') version!: number;
}
