import type { TemplateVersionId } from '../../domain/shared/ids.js';
import type { TemplateVersion } from '../../domain/template/template.js';

/** Template versions as messages are bound to them. A version is stored once and never changes. */
export abstract class TemplateVersions {
  /** Makes sure the versions are stored; one that is stored already stays as it is. */
  abstract keep(versions: readonly TemplateVersion[]): Promise<void>;
  abstract byIds(ids: readonly TemplateVersionId[]): Promise<Map<TemplateVersionId, TemplateVersion>>;
}
