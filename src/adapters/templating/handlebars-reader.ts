import { TemplateReader } from '../../application/ports/template-reader.js';
import type { BodyReading } from '../../domain/template/body-reading.js';
import type { Template, TemplateVersion } from '../../domain/template/template.js';
import { BadSyntax, fieldUses } from './parse-body.js';
import { versionOf } from './template-file.js';

export class HandlebarsReader extends TemplateReader {
  override read(body: string): BodyReading {
    try {
      return { kind: 'read', uses: fieldUses('body', body) };
    } catch (error) {
      if (!(error instanceof BadSyntax)) throw error;
      return { kind: 'broken', detail: error.detail, ...error.range };
    }
  }

  override versionOf(template: Template): TemplateVersion {
    return versionOf(template);
  }
}
