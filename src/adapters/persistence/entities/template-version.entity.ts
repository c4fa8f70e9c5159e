import { Entity } from 'typeorm';
import type { TemplateVersionId, TenantId } from '../../../domain/shared/ids.js';
import type { Locale } from '../../../domain/shared/locale.js';
import type { Template } from '../../../domain/template/template.js';
import { Flag, Json, Key, TenantKey, Varchar } from './column-types.js';

@Entity('template_versions')
export class TemplateVersionEntity {
  @TenantKey() tenantId!: TenantId;
  @Key('id', 64) id!: TemplateVersionId;
  @Varchar('name', 100) name!: string;
  @Varchar('locale', 10) locale!: Locale;
  /** Copied out of the definition, for counting what revealed a debt. */
  @Flag('reveals_debt') revealsDebt!: boolean;
  @Json('definition') definition!: Template;
}
