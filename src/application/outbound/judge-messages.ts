import { Injectable } from '@nestjs/common';
import { MINUTE, earliest, plus } from '../../domain/calendar/instant.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { ContactDecision, ContactVerdict } from '../../domain/contact-policy/decision.js';
import {
  countsAgainstCaps,
  evaluateContact,
  windowEnd,
} from '../../domain/contact-policy/evaluate-contact.js';
import type { ResolvedPolicy } from '../../domain/contact-policy/resolve-policy.js';
import { isConfirmed } from '../../domain/debtor/contact-point.js';
import type { Message } from '../../domain/message/message.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { TemplateVersion } from '../../domain/template/template.js';
import type { ChannelAccount } from '../ports/channel-accounts.js';
import { ChannelDirectory } from '../ports/channel-directory.js';
import { CrisisLines } from '../ports/crisis-lines.js';
import { PolicyPacks } from '../ports/policy-packs.js';
import type { BatchFacts, MessageCase } from './batch-facts.js';
import { caseFields } from './case-fields.js';
import { OpenAccountBook } from './choose-channel-account.js';
import type { AccountBook } from './choose-channel-account.js';
import { ComposeText } from './compose-text.js';
import { TemplatesInForce } from './templates-in-force.js';
import type { TemplateBook, WantedTemplate } from './templates-in-force.js';

/** How long a message waits for a sender that rests. */
const PAUSED_ACCOUNT_WAIT = 15 * MINUTE;

/** The text of a message that may leave now, and by which sender. */
export interface ReadyText {
  readonly account: ChannelAccount;
  readonly text: string;
  /** End of the contact window or of the message's own life, whichever is first. */
  readonly validUntil: Instant;
  /** Whether it takes a slot of the contact budget; replies to the debtor do not. */
  readonly takesBudget: boolean;
}

/** What was decided about one message. `ready` is there exactly when the verdict is ALLOW. */
export interface Judgement {
  readonly message: Message;
  /** Null when something the message is about is gone. */
  readonly about: MessageCase | null;
  /** The template as it will be sent: the neutral one where the right party is not confirmed. */
  readonly template: TemplateVersion | null;
  readonly verdict: ContactVerdict;
  readonly ready: ReadyText | null;
}

/** MAY WE? Asks the contact policy about each message of a batch, in order, and writes the text of those allowed. */
@Injectable()
export class JudgeMessages {
  constructor(
    private readonly packs: PolicyPacks,
    private readonly templatesInForce: TemplatesInForce,
    private readonly directory: ChannelDirectory,
    private readonly openAccountBook: OpenAccountBook,
    private readonly composeText: ComposeText,
    private readonly crisisLines: CrisisLines,
  ) {}

  async run(batch: readonly Message[], facts: BatchFacts, now: Instant): Promise<Judgement[]> {
    const books: Books = {
      accounts: await this.openAccountBook.run(),
      templates: await this.templatesInForce.run(batch.flatMap((one) => neutralOf(one, facts, now) ?? [])),
    };
    return batch.map((message) => {
      const judgement = this.judgeOrStop(message, facts, books, now);
      if (judgement.ready && judgement.template) {
        const { contactPointId, debtId, lenderId, channel, id } = message;
        const use = { messageId: id, at: now, channel, debtId, lenderId, contactPointId };
        facts.take(message, judgement.template, judgement.ready.takesBudget ? use : null);
      }
      return judgement;
    });
  }

  /** One message that cannot be judged, e.g. because its neutral template is gone, does not hold up the others. */
  private judgeOrStop(message: Message, facts: BatchFacts, books: Books, now: Instant): Judgement {
    try {
      return this.judge(message, facts, books, now);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const about = facts.caseOf(message);
      return stopped(message, about, null, { decision: 'BLOCK' }, 'message.unfit', [], { code: error.code });
    }
  }

  private judge(message: Message, facts: BatchFacts, books: Books, now: Instant): Judgement {
    const about = facts.caseOf(message);
    const bound = facts.template(message.templateVersionId);
    if (!about || !bound)
      return stopped(message, about, bound, { decision: 'BLOCK' }, 'message.incomplete', []);
    const neutral = neutralOf(message, facts, now);
    const template = neutral === null ? bound : books.templates.of(neutral);
    const policy = this.packs.resolve(about.lender.country, about.debtor.country);
    const stop = (decision: StopDecision, rule: string, inputs: ContactVerdict['inputs'] = {}): Judgement =>
      stopped(message, about, template, decision, rule, policy.packVersions, inputs);

    if (message.expiresAt <= now)
      return stop({ decision: 'CANCEL' }, TOO_OLD, { expiresAt: message.expiresAt });
    if (!template.channels.includes(message.channel)) return stop({ decision: 'BLOCK' }, 'template.channel');
    const contactFacts = facts.of(message, about, template, now);
    const verdict = evaluateContact(contactFacts, policy, now);
    if (verdict.decision !== 'ALLOW') return { message, about, template, verdict, ready: null };

    const choice = books.accounts.choose(about.contactPoint);
    if (choice.kind === 'none') return stop({ decision: 'BLOCK' }, 'channel.no-account');
    if (choice.kind === 'paused') {
      return stop({ decision: 'DEFER', until: plus(now, PAUSED_ACCOUNT_WAIT) }, 'channel.account-paused');
    }
    const fields = { ...message.fields, ...caseFields(about, message.locale, now, this.crisisLines) };
    const composed = this.composeText.run(template, fields, verdict.disclosures);
    if (composed.kind === 'unfit') {
      return stop({ decision: 'BLOCK' }, composed.rule, { template: template.name, code: composed.code });
    }
    const { maximumLength } = this.directory.capabilities(choice.account.provider);
    if (composed.text.length > maximumLength) {
      return stop({ decision: 'BLOCK' }, 'template.too-long', {
        length: composed.text.length,
        maximumLength,
      });
    }
    const takesBudget = countsAgainstCaps(contactFacts, policy, now);
    const ready: ReadyText = {
      account: choice.account,
      text: composed.text,
      validUntil: takesBudget ? lastMoment(message, about, policy, now) : message.expiresAt,
      takesBudget,
    };
    return { message, about, template, verdict, ready };
  }
}

/** What every message of a batch is judged by. */
interface Books {
  readonly accounts: AccountBook;
  readonly templates: TemplateBook;
}

/** The template that stands in while the right party is not confirmed; null where none has to. */
function neutralOf(message: Message, facts: BatchFacts, now: Instant): WantedTemplate | null {
  const bound = facts.template(message.templateVersionId);
  const about = facts.caseOf(message);
  if (!about || !bound?.revealsDebt || bound.neutral === null) return null;
  if (isConfirmed(about.contactPoint.rightParty, now)) return null;
  return { lenderId: message.lenderId, name: bound.neutral, locale: bound.locale };
}

/** What may not be delivered after the window closes, unless the policy allowed it outside any window. */
function lastMoment(
  message: Message,
  { debtor }: MessageCase,
  policy: ResolvedPolicy,
  now: Instant,
): Instant {
  const end = windowEnd(policy, debtor.zones, debtor.preference, now);
  return end > now ? earliest(message.expiresAt, end) : message.expiresAt;
}

/** The rule of messages that nobody wanted to send in time. */
export const TOO_OLD = 'message.too-old';

type StopDecision = Exclude<ContactDecision, { readonly decision: 'ALLOW' }>;

function stopped(
  message: Message,
  about: MessageCase | null,
  template: TemplateVersion | null,
  decision: StopDecision,
  ruleId: string,
  packVersions: readonly string[],
  inputs: ContactVerdict['inputs'] = {},
): Judgement {
  return { message, about, template, ready: null, verdict: { ...decision, ruleId, packVersions, inputs } };
}
