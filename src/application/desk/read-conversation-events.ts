import { Injectable } from '@nestjs/common';
import { wordsOf } from '../../domain/conversation/inbound-content.js';
import { sequenceOf } from '../../domain/conversation/sequence.js';
import { shownEvidence } from '../../domain/conversation/shown-evidence.js';
import { maskChatText } from '../../domain/debtor/mask-chat-text.js';
import type { Message } from '../../domain/message/message.js';
import type { ConversationId, NoteId } from '../../domain/shared/ids.js';
import { ConversationRecords } from '../ports/conversation-records.js';
import { Notes } from '../ports/notes.js';
import type { OlderThan } from '../ports/notes.js';
import { TemplateVersions } from '../ports/template-versions.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { Verdicts } from '../ports/verdicts.js';
import type { ConversationEntry } from './conversation-entry.js';
import { textOfMessage } from './conversation-entry.js';
import type { DeskCase } from './desk-case.js';
import { OpenDeskCase } from './desk-case.js';
import { ReachedConversation } from './reached-conversation.js';

type Unplaced = ConversationEntry extends infer Entry
  ? Entry extends ConversationEntry
    ? Omit<Entry, 'id' | 'seq'> & { readonly id: string }
    : never
  : never;

export interface ConversationPage {
  /** Newest first. */
  readonly entries: readonly ConversationEntry[];
  /** The id after which the next page goes on; null on the last. */
  readonly next: string | null;
}

/** Everything that happened around a conversation as one list, each kind read once per page. */
@Injectable()
export class ReadConversationEvents {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedConversation,
    private readonly openDeskCase: OpenDeskCase,
    private readonly records: ConversationRecords,
    private readonly notes: Notes,
    private readonly verdicts: Verdicts,
    private readonly templateVersions: TemplateVersions,
  ) {}

  /** Throws `CONVERSATION.UNKNOWN`. */
  run(scope: WorkScope, id: ConversationId, page: OlderThan<string>): Promise<ConversationPage> {
    return this.unitOfWork.run(scope, async () => {
      const about = await this.openDeskCase.run(await this.reached.of(id));
      const found = await this.read(about, { ...page, limit: page.limit + 1 });
      const newestFirst = found.sort((a, b) => (a.id < b.id ? 1 : -1));
      const shown = newestFirst.slice(0, page.limit);
      return {
        entries: await this.complete(shown, about),
        next: newestFirst.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
      };
    });
  }

  private async read({ conversation, debts }: DeskCase, page: OlderThan<string>): Promise<Unplaced[]> {
    const { id, debtorId } = conversation;
    const debtIds = debts.map((debt) => debt.id);
    const notePage = { ...page, before: page.before as NoteId | null };
    const heard = await this.records.heard(conversation, page);
    const messages = await this.records.messages(id, page);
    const notes = await this.notes.ofConversation(id, notePage);
    const holds = await this.records.holds(debtorId, debtIds, page);
    const handOffs = await this.records.handOffs(id, page);
    const promises = await this.records.promises(debtIds, page);
    const disputes = await this.records.disputes(debtIds, page);
    const payments = await this.records.payments(debtIds, page);
    return [
      ...heard.map((one) => ({ id: one.id, kind: 'inbound' as const, heard: one, text: null, evidence: [] })),
      ...messages.map((message) => ({
        id: message.id,
        kind: 'message' as const,
        message,
        template: null,
        text: null,
        verdict: null,
      })),
      ...notes.map((note) => ({ id: note.id, kind: 'note' as const, note })),
      ...holds.map((hold) => ({ id: hold.id, kind: 'hold' as const, hold })),
      ...handOffs.map((handOff) => ({ id: handOff.id, kind: 'hand-off' as const, handOff })),
      ...promises.map((promise) => ({ id: promise.id, kind: 'promise' as const, promise })),
      ...disputes.map((dispute) => ({ id: dispute.id, kind: 'dispute' as const, dispute })),
      ...payments.map((payment) => ({ id: payment.id, kind: 'payment' as const, payment })),
    ];
  }

  /** Masks texts, and adds verdicts and template names to the messages that are shown. */
  private async complete(entries: readonly Unplaced[], { debtor }: DeskCase): Promise<ConversationEntry[]> {
    const messages = entries.flatMap((entry): Message[] => (entry.kind === 'message' ? [entry.message] : []));
    const verdicts = await this.verdicts.latestOf(messages.map(({ id }) => id));
    const templates = await this.templateVersions.byIds(messages.map((one) => one.templateVersionId));
    const masked = (text: string | null): string | null =>
      text === null ? null : maskChatText(text, debtor.checkFacts);
    return entries.map((entry): ConversationEntry => {
      const seq = sequenceOf(entry.id);
      switch (entry.kind) {
        case 'inbound': {
          const { content, understanding } = entry.heard;
          const text = masked(wordsOf(content));
          return { ...entry, seq, text, evidence: shownEvidence(understanding?.evidence ?? [], text) };
        }
        case 'message': {
          const { message } = entry;
          return {
            ...entry,
            seq,
            text: masked(textOfMessage(message)),
            template: templates.get(message.templateVersionId)?.name ?? null,
            verdict: verdicts.get(message.id) ?? null,
          };
        }
        case 'note':
          return { ...entry, seq, note: { ...entry.note, text: masked(entry.note.text) ?? '' } };
        case 'hold':
        case 'hand-off':
        case 'promise':
        case 'dispute':
        case 'payment':
          return { ...entry, seq };
      }
    });
  }
}
