import { Injectable } from '@nestjs/common';
import { TemplateVersions } from '../../../application/ports/template-versions.js';
import type { TemplateVersionId } from '../../../domain/shared/ids.js';
import type { TemplateVersion } from '../../../domain/template/template.js';
import { TemplateVersionEntity } from '../entities/template-version.entity.js';
import { byId, TenantRows } from './tenant-rows.js';

@Injectable()
export class TypeormTemplateVersions extends TemplateVersions {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  keep(versions: readonly TemplateVersion[]): Promise<void> {
    const rows = versions.map(({ id, ...definition }) => ({
      id,
      name: definition.name,
      locale: definition.locale,
      revealsDebt: definition.revealsDebt,
      definition,
    }));
    return this.rows.insert(TemplateVersionEntity, rows, { unlessTaken: ['tenant_id', 'id'] });
  }

  async byIds(ids: readonly TemplateVersionId[]): Promise<Map<TemplateVersionId, TemplateVersion>> {
    const rows = await this.rows.readIn(TemplateVersionEntity, 'id', ids);
    return byId(rows.map(({ id, definition }) => ({ ...definition, id })));
  }
}
