import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { ContactVerdict } from '../../../domain/contact-policy/decision.js';
import type { MessageId, TenantId, VerdictId } from '../../../domain/shared/ids.js';
import { Id, Json, Key, Moment, OR_NULL, TenantKey, Varchar } from './column-types.js';

@Entity('verdicts')
@Index(['tenantId', 'messageId'])
export class VerdictEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: VerdictId;
  @Id('message_id') messageId!: MessageId;
  @Moment('decided_at') decidedAt!: Instant;
  @Varchar('decision', 8) decision!: ContactVerdict['decision'];
  @Varchar('rule_id', 100) ruleId!: string;
  @Moment('until_at', OR_NULL) untilAt!: Instant | null;
  @Json('disclosures', OR_NULL) disclosures!: readonly string[] | null;
  @Json('pack_versions') packVersions!: readonly string[];
  @Json('inputs') inputs!: ContactVerdict['inputs'];
}
