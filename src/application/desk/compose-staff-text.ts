import { Injectable } from '@nestjs/common';
import type { Authority } from '../../domain/arrangement/limits.js';
import { PLAN_TEMPLATE } from '../../domain/conversation/reply-templates.js';
import { writePlanFields } from '../../domain/conversation/wording.js';
import type { MessageFields } from '../../domain/message/message.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PlanQuoteId, SavedReplyId } from '../../domain/shared/ids.js';
import type { TemplateVersion } from '../../domain/template/template.js';
import type { FitQuote } from '../arrangement/put-plan.js';
import { PutPlan } from '../arrangement/put-plan.js';
import { caseFields } from '../outbound/case-fields.js';
import { TemplatesInForce } from '../outbound/templates-in-force.js';
import { CrisisLines } from '../ports/crisis-lines.js';
import { TemplateRenderer } from '../ports/template-renderer.js';
import type { DeskCase } from './desk-case.js';
import { FillReply } from './fill-reply.js';
import type { TypedValues } from './fill-reply.js';
import { GuardWording } from './guard-wording.js';
import { ReachedReply } from './reached-reply.js';

/** What a person wants to say: own words, a saved reply, or a plan that was worked out. */
export type StaffContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'saved-reply'; readonly savedReplyId: SavedReplyId; readonly blanks: TypedValues }
  | { readonly kind: 'plan'; readonly planQuoteId: PlanQuoteId };

export interface StaffWords {
  readonly staff: string;
  readonly content: StaffContent;
  readonly neutral: boolean;
  /** Why it is sent although the guard wants a reason. */
  readonly reason: string | null;
  readonly authority: Authority;
}

export interface ComposedStaffText {
  readonly template: TemplateVersion;
  readonly fields: MessageFields;
  /** What the person said, as the debtor will read it. */
  readonly text: string;
  /** The plan that goes on the table with it. */
  readonly plan: FitQuote | null;
}

/** Makes the text of what a person says, and holds it against the guard. Inside the caller's unit of work. */
@Injectable()
export class ComposeStaffText {
  constructor(
    private readonly reachedReply: ReachedReply,
    private readonly fillReply: FillReply,
    private readonly guardWording: GuardWording,
    private readonly putPlan: PutPlan,
    private readonly templatesInForce: TemplatesInForce,
    private readonly renderer: TemplateRenderer,
    private readonly crisisLines: CrisisLines,
  ) {}

  /** Throws `SAVED_REPLY.…`, `WORDING.…`, `PLAN_QUOTE.…`, `PLAN.…`. */
  async run(words: StaffWords, about: DeskCase): Promise<ComposedStaffText> {
    return words.content.kind === 'plan'
      ? this.plan(words, words.content.planQuoteId, about)
      : this.words(words, await this.textOf(words.content, about), about);
  }

  private async plan(
    { staff, authority }: StaffWords,
    id: PlanQuoteId,
    about: DeskCase,
  ): Promise<ComposedStaffText> {
    const plan = await this.putPlan.check(id, about, authority);
    const { debtor, lender, now } = about;
    const debt = about.debts.find((one) => one.id === plan.quote.debtId) ?? null;
    const template = await this.template(PLAN_TEMPLATE, about);
    const fields = { ...writePlanFields(plan.quote.terms, debtor.locale), staff };
    const context = caseFields({ debtor, lender, debt }, debtor.locale, now, this.crisisLines);
    return { template, fields, text: this.renderer.render(template, { ...fields, ...context }), plan };
  }

  private async words(
    { staff, neutral, reason }: StaffWords,
    text: string,
    about: DeskCase,
  ): Promise<ComposedStaffText> {
    await this.guardWording.run(text, about, neutral, reason);
    return {
      template: await this.template(neutral ? 'staff-neutral' : 'staff-message', about),
      fields: { text, staff, ...(reason === null ? {} : { reason }) },
      text,
      plan: null,
    };
  }

  private async textOf(
    content: Exclude<StaffContent, { readonly kind: 'plan' }>,
    about: DeskCase,
  ): Promise<string> {
    if (content.kind === 'text') return content.text;
    const reply = await this.reachedReply.of(content.savedReplyId, about.lender.id);
    const { text, left } = await this.fillReply.run(reply, about, content.blanks);
    if (left.length === 0) return text;
    throw new DomainError('SAVED_REPLY.BLANK_LEFT', `Fill the blanks first: ${left.join(', ')}.`, {
      left: left.join(' '),
    });
  }

  private async template(name: string, { lender, debtor }: DeskCase): Promise<TemplateVersion> {
    const wanted = { lenderId: lender.id, name, locale: debtor.locale };
    return (await this.templatesInForce.run([wanted])).of(wanted);
  }
}
