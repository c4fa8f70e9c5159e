import type { MessageFields } from '../../domain/message/message.js';
import type { Template } from '../../domain/template/template.js';

/** Turns a template and its fields into the final text. */
export abstract class TemplateRenderer {
  /** Throws `TEMPLATE.UNKNOWN_FIELD` or `TEMPLATE.BLANK_FIELD`, naming template and field; never prints a hole. */
  abstract render(template: Template, fields: MessageFields): string;
}
