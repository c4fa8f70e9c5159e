import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import { Moment, OR_NULL } from './column-types.js';

@Entity('recurring_jobs')
export class RecurringJobEntity {
  @PrimaryColumn({ type: 'varchar', length: 60 })
  name!: string;

  @Column({ type: 'varchar', length: 80 })
  cron!: string;

  @Column({ type: 'varchar', length: 60 })
  zone!: string;

  @Column({ type: 'varchar', length: 36, nullable: true })
  lockOwner!: string | null;

  @Moment('lock_until_at', OR_NULL)
  lockUntilAt!: Instant | null;

  /** Compared and set by each firing by the clock, so that one time fires once. */
  @Moment('fired_at')
  firedAt!: Instant;

  @Moment('last_started_at', OR_NULL)
  lastStartedAt!: Instant | null;

  @Moment('last_finished_at', OR_NULL)
  lastFinishedAt!: Instant | null;

  @Column({ type: 'varchar', length: 1000, nullable: true })
  lastResult!: string | null;

  @Moment('paused_at', OR_NULL)
  pausedAt!: Instant | null;

  @Moment('run_requested_at', OR_NULL)
  runRequestedAt!: Instant | null;
}
