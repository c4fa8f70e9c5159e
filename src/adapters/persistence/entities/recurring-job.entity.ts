import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import { asInstant } from '../column-transformers.js';

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

  @Column({ type: 'datetime', precision: 3, nullable: true, transformer: asInstant })
  lockUntilAt!: Instant | null;

  /** The last cron time that was acted on, so that one time fires once. */
  @Column({ type: 'datetime', precision: 3, nullable: true, transformer: asInstant })
  firedForAt!: Instant | null;

  @Column({ type: 'datetime', precision: 3, nullable: true, transformer: asInstant })
  lastStartedAt!: Instant | null;

  @Column({ type: 'datetime', precision: 3, nullable: true, transformer: asInstant })
  lastFinishedAt!: Instant | null;

  @Column({ type: 'varchar', length: 1000, nullable: true })
  lastResult!: string | null;

  @Column({ type: 'datetime', precision: 3, nullable: true, transformer: asInstant })
  pausedAt!: Instant | null;

  @Column({ type: 'datetime', precision: 3, nullable: true, transformer: asInstant })
  runRequestedAt!: Instant | null;
}
