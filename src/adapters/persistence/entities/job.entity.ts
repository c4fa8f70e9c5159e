import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { JobName, JobQueue } from '../../../application/ports/jobs.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { TenantId } from '../../../domain/shared/ids.js';
import { Moment, OR_NULL } from './column-types.js';

/** A job that is done has no row. */
export type JobState = 'waiting' | 'running' | 'failed';

@Entity('jobs')
@Index(['tenantId', 'waitingKey'], { unique: true })
@Index(['queue', 'state', 'runAt', 'id'])
@Index(['claimToken'])
export class JobEntity {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  @Column({ type: 'varchar', length: 36 })
  tenantId!: TenantId;

  @Column({ type: 'varchar', length: 20 })
  queue!: JobQueue;

  @Column({ type: 'varchar', length: 60 })
  name!: JobName;

  @Column({ type: 'simple-json' })
  payload!: Record<string, unknown>;

  @Column({ type: 'varchar', length: 20 })
  state!: JobState;

  /** Name and coalescing key while the job waits for its first run; null from then on. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  waitingKey!: string | null;

  @Moment('run_at')
  runAt!: Instant;

  /** Runs begun so far. */
  @Column({ type: 'integer' })
  attempts!: number;

  @Column({ type: 'varchar', length: 36, nullable: true })
  claimToken!: string | null;

  @Moment('lease_until_at', OR_NULL)
  leaseUntilAt!: Instant | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  lastError!: string | null;
}
