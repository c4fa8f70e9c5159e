import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { TenantId } from '../../../domain/shared/ids.js';
import type { EventSubjects, NewEvent } from '../../../application/ports/event-log.js';
import { Moment } from './column-types.js';

@Entity('events')
@Index(['tenantId', 'type', 'at'])
@Index(['tenantId', 'sequence', 'id'])
export class EventEntity {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  tenantId!: TenantId;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  @Column({ type: 'varchar', length: 80 })
  type!: string;

  @Column({ type: 'simple-json' })
  subjects!: EventSubjects;

  @Column({ type: 'varchar', length: 200 })
  actor!: string;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'simple-json' })
  payload!: NonNullable<NewEvent['payload']>;

  @Moment('at')
  at!: Instant;

  /** Null until sealed. */
  @Column({ type: 'integer', nullable: true })
  sequence!: number | null;

  @Column({ type: 'varchar', length: 64, nullable: true })
  hash!: string | null;

  @Column({ type: 'varchar', length: 64, nullable: true })
  previousHash!: string | null;
}
