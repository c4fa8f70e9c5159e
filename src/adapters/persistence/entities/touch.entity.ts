import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { LocalDate } from '../../../domain/calendar/local-date.js';
import type { TouchState } from '../../../domain/treatment/touch.js';
import type { DebtId, MessageId, TemplateVersionId, TenantId, TouchId } from '../../../domain/shared/ids.js';
import { Day, Id, Key, Moment, OR_NULL, TenantKey, Varchar } from './column-types.js';

@Entity('touches')
@Index(['tenantId', 'debtId', 'step', 'occurrenceOn'], { unique: true })
@Index(['tenantId', 'plannedAt'])
export class TouchEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: TouchId;
  @Id('debt_id') debtId!: DebtId;
  @Varchar('treatment', 100) treatment!: string;
  @Varchar('treatment_version', 64) treatmentVersion!: string;
  @Varchar('step', 100) step!: string;
  @Day('occurrence_on') occurrenceOn!: LocalDate;
  @Varchar('arm', 64) arm!: string;
  @Varchar('state', 20) state!: TouchState;
  @Id('message_id', OR_NULL) messageId!: MessageId | null;
  @Varchar('template_version_id', 64, OR_NULL) templateVersionId!: TemplateVersionId | null;
  @Moment('planned_at') plannedAt!: Instant;
}

@Entity('enrolments')
@Index(['tenantId', 'enrolledAt'])
export class EnrolmentEntity {
  @TenantKey() tenantId!: TenantId;
  @Key('debt_id') debtId!: DebtId;
  @Key('treatment', 100) treatment!: string;
  @Varchar('treatment_version', 64) treatmentVersion!: string;
  @Varchar('experiment', 100) experiment!: string;
  @Varchar('arm', 64) arm!: string;
  @Moment('enrolled_at') enrolledAt!: Instant;
}
