import type { BodyReading } from '../../domain/template/body-reading.js';
import type { Template, TemplateVersion } from '../../domain/template/template.js';

/** Reads templates that are no files. */
export abstract class TemplateReader {
  /** Which fields a body uses and where, or where it cannot be read. */
  abstract read(body: string): BodyReading;
  /** The template with the fingerprint that messages are bound to. */
  abstract versionOf(template: Template): TemplateVersion;
}
