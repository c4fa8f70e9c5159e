import type { Purpose } from '../message/message.js';
import type { ReplyContent } from '../contact-policy/contact-facts.js';
import type { Channel } from '../shared/channel.js';
import type { Locale } from '../shared/locale.js';
import type { TemplateVersionId } from '../shared/ids.js';
import type { Intent } from '../understanding/understanding.js';

/** A message template as a person reviews it: front matter and a Handlebars body. */
export interface Template {
  /** File name without ending, e.g. `reminder-friendly`. */
  readonly name: string;
  readonly locale: Locale;
  readonly purpose: Purpose;
  readonly channels: readonly Channel[];
  /** Every field the body may use; a field outside this list is refused. */
  readonly fields: readonly string[];
  /** Text keys of disclosures that the body itself already makes. */
  readonly disclosures: readonly string[];
  /** Tells anything that reveals a debt: goes to a confirmed right party only. */
  readonly revealsDebt: boolean;
  /** Asks for money or pushes an offer: never outside the window. */
  readonly demands: boolean;
  /** Template to use instead while the right party is not confirmed. */
  readonly neutral: string | null;
  readonly replyContent: ReplyContent | null;
  /** What the numbered choices mean that the body prints, in their order. */
  readonly choices: readonly Intent[];
  readonly body: string;
}

/** A template as messages are bound to it: its id is the fingerprint of locale, front matter and body. */
export interface TemplateVersion extends Template {
  readonly id: TemplateVersionId;
}
