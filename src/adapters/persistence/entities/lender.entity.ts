import { Entity, Index } from 'typeorm';
import type { Lender } from '../../../domain/debt/lender.js';
import type { LenderId, TenantId } from '../../../domain/shared/ids.js';
import { Json, Key, TenantKey, Varchar, Whole } from './column-types.js';

export type LenderProfile = Omit<Lender, 'id' | 'code' | 'country' | 'version'>;

@Entity('lenders')
@Index(['tenantId', 'code'], { unique: true })
export class LenderEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: LenderId;
  @Varchar('code', 64) code!: string;
  @Varchar('country', 2) country!: string;
  @Json('profile') profile!: LenderProfile;
  @Whole('version') version!: number;
}
