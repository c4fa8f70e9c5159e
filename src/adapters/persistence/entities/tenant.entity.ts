import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { TenantId } from '../../../domain/shared/ids.js';

@Entity('tenants')
@Index(['slug'], { unique: true })
export class TenantEntity {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: TenantId;

  @Column({ type: 'varchar', length: 64 })
  slug!: string;

  @Column({ type: 'varchar', length: 200 })
  name!: string;

  /** Head of the event chain: the number of sealed events and the hash of the last one. */
  @Column({ type: 'integer' })
  sealedSequence!: number;

  @Column({ type: 'varchar', length: 64 })
  sealedHash!: string;
}
