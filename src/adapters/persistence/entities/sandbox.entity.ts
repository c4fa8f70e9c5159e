import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { DebtId, TenantId } from '../../../domain/shared/ids.js';
import { Encrypted, Id, Key, Moment, TenantKey, Varchar, Whole } from './column-types.js';

@Entity('sandboxes')
@Index(['id'], { unique: true })
export class SandboxEntity {
  /** The tenant that made it. */
  @TenantKey() tenantId!: TenantId;
  @Key() id!: TenantId;
  @Varchar('name', 100) name!: string;
  @Moment('clock_at') clockAt!: Instant;
  @Varchar('created_by', 100) createdBy!: string;
  @Moment('created_at') createdAt!: Instant;
  @Whole('version') version!: number;
}

@Entity('sandbox_cases')
@Index(['tenantId', 'sandboxId', 'id'])
export class SandboxCaseEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: DebtId;
  @Id('sandbox_id') sandboxId!: TenantId;
  @Moment('begun_at') begunAt!: Instant;
  @Encrypted('definition') definition!: string;
  /** People try out what real debtors wrote. */
  @Encrypted('steps') steps!: string;
  @Whole('version') version!: number;
}

@Entity('sandbox_scripts')
export class SandboxScriptEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: string;
  @Varchar('name', 100) name!: string;
  @Moment('starts_at') startsAt!: Instant;
  @Encrypted('definition') definition!: string;
  @Encrypted('steps') steps!: string;
  @Varchar('created_by', 100) createdBy!: string;
  @Moment('created_at') createdAt!: Instant;
}
