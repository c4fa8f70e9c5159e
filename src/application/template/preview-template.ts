import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { requiredDisclosures } from '../../domain/contact-policy/required-disclosures.js';
import { outstanding } from '../../domain/debt/debt.js';
import type { Channel } from '../../domain/shared/channel.js';
import type { LenderId } from '../../domain/shared/ids.js';
import type { Locale } from '../../domain/shared/locale.js';
import { LOCALES } from '../../domain/shared/locale.js';
import { SAMPLE_FIELDS } from '../../domain/template/sample-fields.js';
import type { SmsLength } from '../../domain/template/sms-segments.js';
import { smsLength } from '../../domain/template/sms-segments.js';
import { templateOf } from '../../domain/template/template-content.js';
import type { OwnWording } from '../../domain/template/template-content.js';
import type { Template } from '../../domain/template/template.js';
import { caseFields } from '../outbound/case-fields.js';
import type { Case } from '../outbound/case-fields.js';
import { ComposeText } from '../outbound/compose-text.js';
import { TemplatesInForce } from '../outbound/templates-in-force.js';
import { Clock } from '../ports/clock.js';
import { CrisisLines } from '../ports/crisis-lines.js';
import { ODDITIES } from '../ports/odd-cases.js';
import type { Oddity } from '../ports/odd-cases.js';
import { PolicyPacks } from '../ports/policy-packs.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachableRevision } from '../publication/reachable-revision.js';
import { exampleCase } from './example-cases.js';
import { FindOddCases } from './find-odd-cases.js';
import { previewFacts } from './preview-facts.js';
import { TemplateRules } from './template-rules.js';

/** One text as it would arrive. */
export interface PreviewText {
  readonly channel: Channel;
  /** Whether it is the first message to that address; it carries more disclosures then. */
  readonly moment: 'first' | 'later';
  /** Null where it cannot be sent; `code` says why. */
  readonly text: string | null;
  readonly code: string | null;
  /** For SMS only. */
  readonly sms: SmsLength | null;
}

export interface PreviewCase {
  readonly oddity: Oddity;
  /** Made up, because the lender has no such case. */
  readonly example: boolean;
  /** Of the debtor, and so of the text. */
  readonly locale: Locale;
  /** The case owes nothing, so that a demand will confuse. */
  readonly nothingOwed: boolean;
  readonly texts: readonly PreviewText[];
}

export interface TemplatePreview {
  readonly cases: readonly PreviewCase[];
  /** Fewest, middle and most segments of all texts that can be sent; null without SMS. */
  readonly sms: Readonly<Record<'best' | 'median' | 'worst', SmsLength & { readonly oddity: Oddity }>> | null;
}

export interface WordingToPreview {
  readonly lenderId: LenderId;
  /** `<locale>/<name>`. */
  readonly name: string;
  readonly wording: Partial<OwnWording>;
}

/** Renders a wording with the real renderer and the real disclosures for the oddest cases of its lender. */
@Injectable()
export class PreviewTemplate {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reachable: ReachableRevision,
    private readonly rules: TemplateRules,
    private readonly findOddCases: FindOddCases,
    private readonly templatesInForce: TemplatesInForce,
    private readonly composeText: ComposeText,
    private readonly packs: PolicyPacks,
    private readonly crisisLines: CrisisLines,
    private readonly clock: Clock,
  ) {}

  async run(scope: WorkScope, { lenderId, name, wording }: WordingToPreview): Promise<TemplatePreview> {
    const now = this.clock.now();
    const own = templateOf({ name, content: this.rules.contentFor(name, wording) });
    const otherLocale = LOCALES.find((locale) => locale !== own.locale) ?? own.locale;
    const { lender, other, real } = await this.unitOfWork.run(scope, async () => {
      const wanted = { lenderId, name: own.name, locale: otherLocale };
      return {
        lender: await this.reachable.oneLender(scope, lenderId),
        other: (await this.templatesInForce.run([wanted])).of(wanted),
        real: await this.findOddCases.run(lenderId, own.locale),
      };
    });
    const cases = ODDITIES.map((oddity) => {
      const found = real.get(oddity);
      const locale = oddity === 'other-language' ? otherLocale : own.locale;
      const template = locale === own.locale ? own : other;
      const about = found ? { ...found, lender } : exampleCase(oddity, lender, locale, now);
      return this.preview(oddity, found === undefined, template, about, now);
    });
    return { cases, sms: smsRange(cases) };
  }

  private preview(
    oddity: Oddity,
    example: boolean,
    template: Template,
    about: Case,
    now: Instant,
  ): PreviewCase {
    const channels = template.channels.filter((channel) => channel !== 'simulator');
    return {
      oddity,
      example,
      locale: template.locale,
      nothingOwed: about.debt !== null && outstanding(about.debt).minor === 0,
      texts: channels.flatMap((channel) =>
        (['first', 'later'] as const).map((moment) => this.text(template, about, channel, moment, now)),
      ),
    };
  }

  private text(
    template: Template,
    about: Case,
    channel: Channel,
    moment: 'first' | 'later',
    now: Instant,
  ): PreviewText {
    const policy = this.packs.resolve(about.lender.country, about.debtor.country);
    const disclosures = requiredDisclosures(previewFacts(template, about, channel, moment), policy, now);
    const fields = {
      ...SAMPLE_FIELDS[template.locale],
      ...caseFields(about, template.locale, now, this.crisisLines),
    };
    const composed = this.composeText.run(template, fields, disclosures);
    if (composed.kind === 'unfit') return { channel, moment, text: null, code: composed.code, sms: null };
    const { text } = composed;
    return { channel, moment, text, code: null, sms: channel === 'sms' ? smsLength(text) : null };
  }
}

function smsRange(cases: readonly PreviewCase[]): TemplatePreview['sms'] {
  const lengths = cases
    .flatMap(({ oddity, texts }) => texts.flatMap(({ sms }) => (sms ? [{ ...sms, oddity }] : [])))
    .sort((a, b) => a.segments - b.segments || a.units - b.units);
  const best = lengths[0];
  const median = lengths[Math.floor((lengths.length - 1) / 2)];
  const worst = lengths.at(-1);
  return best && median && worst ? { best, median, worst } : null;
}
