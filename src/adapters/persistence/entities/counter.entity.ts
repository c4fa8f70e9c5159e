import { Entity } from 'typeorm';
import type { TenantId } from '../../../domain/shared/ids.js';
import { Key, TenantKey, Whole } from './column-types.js';

/** The last number given out under a name. */
@Entity('counters')
export class CounterEntity {
  @TenantKey() tenantId!: TenantId;
  @Key('name', 64) name!: string;
  @Whole('last') last!: number;
}
