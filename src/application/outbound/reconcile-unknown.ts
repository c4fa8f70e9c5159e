import { Injectable } from '@nestjs/common';
import { plus } from '../../domain/calendar/instant.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { Message } from '../../domain/message/message.js';
import type { SendOutcome } from '../../domain/message/send-outcome.js';
import type { MessageId, TenantId } from '../../domain/shared/ids.js';
import { ChannelAccounts } from '../ports/channel-accounts.js';
import type { ChannelAccount } from '../ports/channel-accounts.js';
import { ChannelGateways } from '../ports/channel-gateway.js';
import { Clock } from '../ports/clock.js';
import { ContactBudget } from '../ports/contact-budget.js';
import { Debtors } from '../ports/debtors.js';
import { EventLog } from '../ports/event-log.js';
import { MessageParts } from '../ports/message-parts.js';
import { Messages } from '../ports/messages.js';
import { SendAttempts } from '../ports/send-attempts.js';
import type { SendAttempt } from '../ports/send-attempts.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { messageEvent } from './message-event.js';
import { ended, outcomeChange, outcomeEvent, partsOf } from './record-outcomes.js';
import { RecordRefusals } from './record-refusals.js';

export interface ReconcileReport {
  /** Claims of a dead process without an attempt, queued again. */
  readonly requeued: number;
  /** Claims of a dead process with an attempt, now `unknown`. */
  readonly declared: number;
  /** Unknown messages whose provider could say what became of them. */
  readonly settled: number;
}

interface Doubt {
  readonly message: Message;
  readonly attempt: SendAttempt;
  readonly account: ChannelAccount;
}

interface Answer extends Doubt {
  readonly outcome: SendOutcome;
}

const PAGE = 500;

/**
 * Puts in order what a killed process or a silent provider left behind. Claims without an attempt go back to
 * the queue. Attempts without an outcome become `unknown`; their provider is asked, where it can be asked, and
 * only what it definitely did not take is queued again. Runs every minute and at start, each time with the next page
 * of those in doubt, so that what nobody can tell does not stand before what somebody could.
 */
@Injectable()
export class ReconcileUnknown {
  /** Up to where each tenant's messages were asked about; from the start again after the last. */
  private readonly askedUpTo = new Map<TenantId, MessageId>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly messages: Messages,
    private readonly debtors: Debtors,
    private readonly attempts: SendAttempts,
    private readonly parts: MessageParts,
    private readonly accounts: ChannelAccounts,
    private readonly gateways: ChannelGateways,
    private readonly budget: ContactBudget,
    private readonly events: EventLog,
    private readonly recordRefusals: RecordRefusals,
    private readonly clock: Clock,
  ) {}

  /** `lease`: milliseconds after which a claim is taken for abandoned; longer than any batch takes. */
  async run(tenantId: TenantId, lease: number): Promise<ReconcileReport> {
    const scope: WorkScope = { tenantId, actor: { kind: 'system', name: 'reconciliation' } };
    const recovered = await this.unitOfWork.run(scope, () => this.recover(plus(this.clock.now(), -lease)));
    const doubts = await this.unitOfWork.run(scope, () => this.doubts(tenantId));
    const answers = await this.ask(doubts);
    const settled = await this.unitOfWork.run(scope, () => this.settle(answers));
    return { ...recovered, settled };
  }

  private async recover(before: Instant): Promise<Pick<ReconcileReport, 'requeued' | 'declared'>> {
    const now = this.clock.now();
    const requeued = await this.messages.requeueAbandoned(before, now);
    const declared = await this.messages.declareUnknown(before, now);
    const messages = await this.messages.byIds(declared);
    await this.events.append(
      [...messages.values()].map((message) => messageEvent('message.unknown', message, 'interrupted')),
    );
    return { requeued, declared: declared.length };
  }

  private async doubts(tenantId: TenantId): Promise<Doubt[]> {
    const unknown = await this.nextPage(tenantId);
    const messages = new Map(unknown.map((message) => [message.id, message]));
    const attempts = await this.attempts.ofMessages([...messages.keys()]);
    const latest = new Map(attempts.map((attempt) => [attempt.messageId, attempt]));
    for (const attempt of attempts) {
      const other = latest.get(attempt.messageId);
      if (other && attempt.startedAt > other.startedAt) latest.set(attempt.messageId, attempt);
    }
    const accounts = await this.accounts.byIds([
      ...new Set(attempts.map((attempt) => attempt.channelAccountId)),
    ]);
    return [...latest.values()].flatMap((attempt) => {
      const message = messages.get(attempt.messageId);
      const account = accounts.get(attempt.channelAccountId);
      return message && account ? [{ message, attempt, account }] : [];
    });
  }

  private async nextPage(tenantId: TenantId): Promise<Message[]> {
    const after = this.askedUpTo.get(tenantId);
    let page = await this.messages.inState('unknown', PAGE, after);
    if (page.length === 0 && after !== undefined) page = await this.messages.inState('unknown', PAGE);
    const last = page.at(-1)?.id;
    if (last === undefined || page.length < PAGE) this.askedUpTo.delete(tenantId);
    else this.askedUpTo.set(tenantId, last);
    return page;
  }

  private async ask(doubts: readonly Doubt[]): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (const doubt of doubts) {
      const outcome = recordedOutcome(doubt.attempt, this.clock.now()) ?? (await this.lookUp(doubt));
      if (outcome && outcome.kind !== 'unknown') answers.push({ ...doubt, outcome });
    }
    return answers;
  }

  private async lookUp({ account, attempt }: Doubt): Promise<SendOutcome | null> {
    try {
      return await this.gateways.of(account.provider).lookUp(account, attempt.id);
    } catch {
      return null;
    }
  }

  private async settle(answers: readonly Answer[]): Promise<number> {
    if (answers.length === 0) return 0;
    const now = this.clock.now();
    await this.debtors.lock([...new Set(answers.map(({ message }) => message.debtorId))]);
    const current = await this.messages.byIds(answers.map(({ message }) => message.id));
    const open = answers.filter(({ message }) => current.get(message.id)?.state === 'unknown');
    await this.attempts.finish(open.map(({ attempt, outcome }) => ended(attempt, outcome, now)));
    await this.parts.keep(open.flatMap(({ attempt, outcome }) => partsOf(attempt, outcome)));
    await this.messages.change(
      open.map(({ message, outcome }) => outcomeChange(message.id, outcome, now)),
      now,
    );
    const notTaken = open.filter(({ outcome }) => outcome.kind === 'refused' || outcome.kind === 'retry');
    if (notTaken.length > 0) await this.budget.release(notTaken.map(({ message }) => message.id));
    await this.events.append(open.map(({ message, outcome }) => outcomeEvent(message, outcome)));
    await this.recordRefusals.run(
      open.flatMap(({ message, outcome }) =>
        outcome.kind === 'refused' ? [{ message, reason: outcome.reason }] : [],
      ),
      now,
    );
    return open.length;
  }
}

/** What a slow process wrote into the attempt after its message had been declared unknown. */
function recordedOutcome(
  { outcome, providerMessageId, detail }: SendAttempt,
  now: Instant,
): SendOutcome | null {
  switch (outcome) {
    case 'accepted':
      return providerMessageId === null ? null : { kind: outcome, providerMessageId };
    case 'accepted-unconfirmed':
      return { kind: outcome };
    case 'retry':
      return { kind: outcome, after: now, reason: detail ?? 'not-taken' };
    case 'refused':
      return { kind: outcome, reason: 'other', detail: detail ?? '' };
    case 'unknown':
    case null:
      return providerMessageId === null ? null : { kind: 'accepted', providerMessageId };
  }
}
