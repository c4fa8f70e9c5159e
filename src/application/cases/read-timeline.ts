import { Injectable } from '@nestjs/common';
import { wordsOf } from '../../domain/conversation/inbound-content.js';
import type { Arrangement } from '../../domain/arrangement/arrangement.js';
import type { PromiseToPay } from '../../domain/arrangement/promise-to-pay.js';
import type { Dispute } from '../../domain/conversation/dispute.js';
import type { ShownEvidence } from '../../domain/conversation/shown-evidence.js';
import { shownEvidence } from '../../domain/conversation/shown-evidence.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import { maskPersonText } from '../../domain/debtor/mask-person-text.js';
import type { Message } from '../../domain/message/message.js';
import type { Payment } from '../../domain/payment/payment.js';
import type { DebtId } from '../../domain/shared/ids.js';
import { Cases } from '../ports/cases.js';
import type { CaseAccess, HeardInCase } from '../ports/cases.js';
import { ConversationRecords } from '../ports/conversation-records.js';
import type { PastHandOff, PastHold } from '../ports/conversation-records.js';
import type { OlderThan } from '../ports/notes.js';
import { TemplateVersions } from '../ports/template-versions.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { Verdicts } from '../ports/verdicts.js';
import type { StoredVerdict } from '../ports/verdicts.js';
import { textOfMessage } from '../desk/conversation-entry.js';
import { ReachedCase } from './reached-case.js';
import type { ReachedDebt } from './reached-case.js';

/** One thing that happened in a case; texts are masked already. Sent and unsent messages have one shape. */
export type CaseEntry = { readonly id: string } & (
  | {
      readonly kind: 'inbound';
      readonly heard: HeardInCase;
      readonly text: string | null;
      readonly evidence: readonly ShownEvidence[];
    }
  | {
      readonly kind: 'message';
      readonly message: Message;
      readonly template: string | null;
      readonly text: string | null;
      /** The last that was given; null while nothing was asked yet. */
      readonly verdict: StoredVerdict | null;
    }
  | { readonly kind: 'hold'; readonly hold: PastHold }
  | { readonly kind: 'hand-off'; readonly handOff: PastHandOff }
  | { readonly kind: 'promise'; readonly promise: PromiseToPay }
  | { readonly kind: 'arrangement'; readonly arrangement: Arrangement }
  | { readonly kind: 'dispute'; readonly dispute: Dispute }
  | { readonly kind: 'payment'; readonly payment: Payment }
  | { readonly kind: 'access'; readonly access: CaseAccess }
);

/** Parts of the timeline, as the screen filters it. */
export const TIMELINE_PARTS = ['all', 'talk', 'money', 'decisions', 'people', 'looks'] as const;
export type TimelinePart = (typeof TIMELINE_PARTS)[number];

const KINDS: Readonly<Record<TimelinePart, readonly CaseEntry['kind'][]>> = {
  all: ['inbound', 'message', 'hold', 'hand-off', 'promise', 'arrangement', 'dispute', 'payment', 'access'],
  talk: ['inbound', 'message'],
  money: ['payment', 'promise', 'arrangement'],
  decisions: ['hold', 'dispute', 'promise', 'arrangement'],
  people: ['hand-off'],
  looks: ['access'],
};

export interface Timeline {
  /** Newest first. */
  readonly entries: readonly CaseEntry[];
  /** The id after which the next page goes on; null on the last. */
  readonly next: string | null;
}

/** Everything that happened in a case as one list; the ids of all kinds are one order of time. */
@Injectable()
export class ReadTimeline {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedCase,
    private readonly cases: Cases,
    private readonly records: ConversationRecords,
    private readonly verdicts: Verdicts,
    private readonly templateVersions: TemplateVersions,
  ) {}

  /** Throws `CASE.UNKNOWN`. */
  run(scope: WorkScope, id: DebtId, part: TimelinePart, page: OlderThan<string>): Promise<Timeline> {
    return this.unitOfWork.run(scope, async () => {
      const reached = await this.reached.of(id);
      const wanted = { ...page, limit: page.limit + 1 };
      const found: CaseEntry[] = [];
      for (const kind of KINDS[part]) found.push(...(await this.read(kind, reached, wanted)));
      const newestFirst = found.sort((a, b) => (a.id < b.id ? 1 : -1));
      const shown = newestFirst.slice(0, page.limit);
      return {
        entries: await this.withVerdicts(shown, reached.debtor),
        next: newestFirst.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
      };
    });
  }

  private async read(
    kind: CaseEntry['kind'],
    { debt, debtor }: ReachedDebt,
    page: OlderThan<string>,
  ): Promise<CaseEntry[]> {
    switch (kind) {
      case 'inbound':
        return (await this.cases.heard(debt, page)).map((heard) => {
          const { content, understanding } = heard;
          const words = wordsOf(content);
          const text = words === null ? null : maskPersonText(words, debtor);
          const evidence = shownEvidence(understanding?.evidence ?? [], text);
          return { id: heard.id, kind, heard, text, evidence };
        });
      case 'message':
        return (await this.cases.messages(debt, page)).map((message) => ({
          id: message.id,
          kind,
          message,
          template: null,
          text: null,
          verdict: null,
        }));
      case 'hold':
        return (await this.records.holds(debtor.id, [debt.id], page)).map((hold) => ({
          id: hold.id,
          kind,
          hold,
        }));
      case 'hand-off':
        return (await this.cases.handOffs(debt, page)).map((handOff) => ({ id: handOff.id, kind, handOff }));
      case 'promise':
        return (await this.records.promises([debt.id], page)).map((promise) => ({
          id: promise.id,
          kind,
          promise,
        }));
      case 'arrangement':
        return (await this.cases.arrangements(debt.id, page)).map((arrangement) => ({
          id: arrangement.id,
          kind,
          arrangement,
        }));
      case 'dispute':
        return (await this.records.disputes([debt.id], page)).map((dispute) => ({
          id: dispute.id,
          kind,
          dispute,
        }));
      case 'payment':
        return (await this.records.payments([debt.id], page)).map((payment) => ({
          id: payment.id,
          kind,
          payment,
        }));
      case 'access':
        return (await this.cases.accesses(debt.id, page)).map((access) => ({ id: access.id, kind, access }));
    }
  }

  private async withVerdicts(entries: readonly CaseEntry[], debtor: Debtor): Promise<CaseEntry[]> {
    const messages = entries.flatMap((entry) => (entry.kind === 'message' ? [entry.message] : []));
    const verdicts = await this.verdicts.latestOf(messages.map(({ id }) => id));
    const templates = await this.templateVersions.byIds(messages.map((one) => one.templateVersionId));
    return entries.map((entry): CaseEntry => {
      if (entry.kind !== 'message') return entry;
      const { message } = entry;
      const text = textOfMessage(message);
      return {
        ...entry,
        text: text === null ? null : maskPersonText(text, debtor),
        template: templates.get(message.templateVersionId)?.name ?? null,
        verdict: verdicts.get(message.id) ?? null,
      };
    });
  }
}
