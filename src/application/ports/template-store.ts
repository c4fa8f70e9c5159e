import type { Locale } from '../../domain/shared/locale.js';
import type { TemplateVersionId } from '../../domain/shared/ids.js';
import type { TemplateVersion } from '../../domain/template/template.js';

/** Templates by version. A version is stored when a message is first bound to it and never changes. */
export abstract class TemplateStore {
  /** The version in force; throws `TEMPLATE.UNKNOWN` with name and locale. */
  abstract current(name: string, locale: Locale): TemplateVersion;
  /** Makes sure the versions are stored before messages are bound to them. */
  abstract keep(versions: readonly TemplateVersion[]): Promise<void>;
  abstract byIds(ids: readonly TemplateVersionId[]): Promise<Map<TemplateVersionId, TemplateVersion>>;
}
