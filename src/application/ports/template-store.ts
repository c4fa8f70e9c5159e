import type { Locale } from '../../domain/shared/locale.js';
import type { TemplateVersion } from '../../domain/template/template.js';

/** The templates in force: files that were read and checked at boot. */
export abstract class TemplateStore {
  /** The version in force; throws `TEMPLATE.UNKNOWN` with name and locale. */
  abstract current(name: string, locale: Locale): TemplateVersion;
  /** Names that exist, each in every locale. */
  abstract names(): ReadonlySet<string>;
}
