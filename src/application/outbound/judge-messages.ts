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
import type { Message, MessageState } from '../../domain/message/message.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { offeredChoices } from '../../domain/template/offered-choices.js';
import type { OfferedChoice } from '../../domain/template/offered-choices.js';
import type { TemplateVersion } from '../../domain/template/template.js';
import type { ChannelAccount } from '../ports/channel-accounts.js';
import { CrisisLines } from '../ports/crisis-lines.js';
import { PolicyPacks } from '../ports/policy-packs.js';
import type { BatchFacts, MessageCase } from './batch-facts.js';
import { caseFields } from './case-fields.js';
import { OpenAccountBook } from './choose-channel-account.js';
import type { AccountChoice } from './choose-channel-account.js';
import { ComposeText } from './compose-text.js';
import { GatherSenders } from './gather-senders.js';
import type { BatchSenders } from './gather-senders.js';
import { TemplatesInForce } from './templates-in-force.js';
import type { TemplateBook, WantedTemplate } from './templates-in-force.js';

/** How long a message waits before it asks again for a sender that rests; an answer to the debtor asks more often. */
const ACCOUNT_WAIT = 15 * MINUTE;
const REPLY_WAIT = MINUTE;

/** The text of a message that may leave now, and by which sender. */
export interface ReadyText {
  readonly account: ChannelAccount;
  readonly text: string;
  /** What the text offers by number, where the channel has buttons. */
  readonly choices: readonly OfferedChoice[];
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

/** What was decided about a batch. */
export interface JudgedBatch {
  readonly judgements: readonly Judgement[];
  /** The last slots that waiting messages were given, by account; to be kept in the same transaction. */
  readonly slots: ReadonlyMap<ChannelAccount['id'], Instant>;
}

/** MAY WE? Asks the contact policy about each message of a batch, in order, and writes the text of those allowed. */
@Injectable()
export class JudgeMessages {
  constructor(
    private readonly packs: PolicyPacks,
    private readonly templatesInForce: TemplatesInForce,
    private readonly openAccountBook: OpenAccountBook,
    private readonly gatherSenders: GatherSenders,
    private readonly composeText: ComposeText,
    private readonly crisisLines: CrisisLines,
  ) {}

  async run(batch: readonly Message[], facts: BatchFacts, now: Instant): Promise<JudgedBatch> {
    const contactPoints = batch.flatMap((message) => facts.caseOf(message)?.contactPoint ?? []);
    const senders = await this.gatherSenders.run(contactPoints, await this.openAccountBook.run(), now);
    const books: Books = {
      senders,
      templates: await this.templatesInForce.run(batch.flatMap((one) => neutralOf(one, facts, now) ?? [])),
    };
    const judgements = batch.map((message) => {
      const judgement = this.judgeOrStop(message, facts, books, now);
      if (judgement.ready && judgement.template) {
        const { contactPointId, debtId, lenderId, channel, id } = message;
        const use = { messageId: id, at: now, channel, debtId, lenderId, contactPointId };
        facts.take(message, judgement.template, judgement.ready.takesBudget ? use : null);
      }
      return judgement;
    });
    return { judgements, slots: senders.slots() };
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

    const takesBudget = countsAgainstCaps(contactFacts, policy, now);
    const { senders } = books;
    const choice = senders.choose(about.contactPoint);
    if (choice.kind === 'none') return stop({ decision: 'BLOCK' }, 'channel.no-account');
    if (choice.kind !== 'account') {
      const until = nextLook(message, takesBudget, now);
      return stop({ decision: 'DEFER', until }, ACCOUNT_RESTS, restOf(choice));
    }
    const closed = senders.outsideReplyWindow(choice.account, about.contactPoint);
    if (closed) return stop({ decision: 'BLOCK' }, closed.ruleId, closed.inputs);
    const fields = { ...message.fields, ...caseFields(about, message.locale, now, this.crisisLines) };
    const composed = this.composeText.run(template, fields, verdict.disclosures);
    if (composed.kind === 'unfit') {
      return stop({ decision: 'BLOCK' }, composed.rule, { template: template.name, code: composed.code });
    }
    const { maximumLength, buttons } = senders.capabilities(choice.account);
    if (composed.text.length > maximumLength) {
      return stop({ decision: 'BLOCK' }, 'template.too-long', {
        length: composed.text.length,
        maximumLength,
      });
    }
    const leave = senders.leave(choice.account, {
      id: message.id,
      person: message.contactPointId,
      isReply: !takesBudget,
      hasSlot: message.stateReason === PACE,
      expiresAt: message.expiresAt,
    });
    if (leave.kind === 'later')
      return stop({ decision: 'DEFER', until: leave.until }, leave.rule, leave.inputs);
    const ready: ReadyText = {
      account: choice.account,
      text: composed.text,
      choices: buttons ? offeredChoices(composed.text, template.choices.length || null) : [],
      validUntil: takesBudget ? lastMoment(message, about, policy, now) : message.expiresAt,
      takesBudget,
    };
    return { message, about, template, verdict, ready };
  }
}

/** What every message of a batch is judged by. */
interface Books {
  readonly senders: BatchSenders;
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

/** The rules of messages that wait for their sender. */
export const ACCOUNT_RESTS = 'channel.account-paused';
export const PACE = 'channel.pace';

const restOf = (choice: Exclude<AccountChoice, { readonly kind: 'account' | 'none' }>) => ({
  state: choice.kind === 'down' ? choice.state : 'paused',
});

/** An answer asks again every minute at first, and once more right before its end. */
function nextLook(message: Message, takesBudget: boolean, now: Instant): Instant {
  const soon = !takesBudget && now < plus(message.queuedAt, ACCOUNT_WAIT);
  const until = plus(now, soon ? REPLY_WAIT : ACCOUNT_WAIT);
  return takesBudget || until < message.expiresAt ? until : plus(message.expiresAt, -1);
}

/** The rule of messages that nobody wanted to send in time. */
export const TOO_OLD = 'message.too-old';

/** A message whose next possible moment lies after its life is too old already, by that rule. */
export function stateOf(message: Message, verdict: ContactVerdict): MessageState {
  switch (verdict.decision) {
    case 'ALLOW':
      return 'checking';
    case 'DEFER':
      return verdict.until < message.expiresAt ? 'deferred' : 'too-old';
    case 'CANCEL':
      return verdict.ruleId === TOO_OLD ? 'too-old' : 'cancelled';
    case 'HOLD':
    case 'BLOCK':
    case 'REVIEW':
      return 'suppressed';
  }
}

export const isWaiting = ({ message, verdict }: Judgement): boolean =>
  stateOf(message, verdict) === 'deferred';

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
