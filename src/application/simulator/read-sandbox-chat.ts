import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import type { ContactVerdict } from '../../domain/contact-policy/decision.js';
import type { MessageState } from '../../domain/message/message.js';
import type { DebtId } from '../../domain/shared/ids.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Conversations } from '../ports/conversations.js';
import { Debts } from '../ports/debts.js';
import { InboundMessages } from '../ports/inbound-messages.js';
import { Messages } from '../ports/messages.js';
import { TemplateVersions } from '../ports/template-versions.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { Verdicts } from '../ports/verdicts.js';
import type { InsideSandbox } from './enter-sandbox.js';

/** One line of the chat, or one that was not sent, with why. */
export type SandboxLine =
  | { readonly from: 'debtor'; readonly at: Instant; readonly id: string; readonly text: string }
  | {
      readonly from: 'parley';
      readonly at: Instant;
      readonly id: string;
      readonly template: string;
      readonly state: MessageState;
      /** Null while it was not handed over. */
      readonly text: string | null;
      readonly verdict: ContactVerdict | null;
    };

const LONGEST_CHAT = 200;

/** The chat of one invented debtor, sent and unsent, oldest first. */
@Injectable()
export class ReadSandboxChat {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly debts: Debts,
    private readonly contactPoints: ContactPoints,
    private readonly conversations: Conversations,
    private readonly messages: Messages,
    private readonly inbound: InboundMessages,
    private readonly templateVersions: TemplateVersions,
    private readonly verdicts: Verdicts,
  ) {}

  run({ scope }: InsideSandbox, debtId: DebtId): Promise<SandboxLine[]> {
    return this.unitOfWork.run(scope, async () => {
      const debt = (await this.debts.byIds([debtId])).get(debtId);
      const points = debt ? await this.contactPoints.ofDebtors([debt.debtorId]) : [];
      const conversations = await this.conversations.ofContactPoints(points.map(({ id }) => id));
      const lines: SandboxLine[] = [];
      for (const { id } of conversations) {
        lines.push(...(await this.outbound(id)));
        for (const message of await this.inbound.ofConversation(id, LONGEST_CHAT)) {
          const { content } = message;
          const text = content.kind === 'text' ? content.text : `[${content.kind}]`;
          lines.push({ from: 'debtor', at: message.receivedAt, id: message.id, text });
        }
      }
      return lines.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    });
  }

  private async outbound(id: Parameters<Messages['ofConversation']>[0]): Promise<SandboxLine[]> {
    const messages = await this.messages.ofConversation(id, LONGEST_CHAT);
    const templates = await this.templateVersions.byIds([
      ...new Set(messages.map(({ templateVersionId }) => templateVersionId)),
    ]);
    const lines: SandboxLine[] = [];
    for (const message of messages) {
      const verdict = (await this.verdicts.ofMessage(message.id)).at(-1)?.verdict ?? null;
      lines.push({
        from: 'parley',
        at: message.sentAt ?? message.queuedAt,
        id: message.id,
        template: templates.get(message.templateVersionId)?.name ?? '',
        state: message.state,
        text: message.body,
        verdict,
      });
    }
    return lines;
  }
}
