import { Injectable } from '@nestjs/common';
import { zoneId } from '../../domain/calendar/zone.js';
import { wordsOf } from '../../domain/conversation/inbound-content.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import { maskChatText } from '../../domain/debtor/mask-chat-text.js';
import type { ContactPointId, InboundMessageId, TenantId } from '../../domain/shared/ids.js';
import { readReply } from '../../domain/understanding/read-reply.js';
import type { Intent } from '../../domain/understanding/understanding.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Debtors } from '../ports/debtors.js';
import { InboundMessages } from '../ports/inbound-messages.js';
import { IntentReader } from '../ports/intent-reader.js';
import { UnderstandingModel } from '../ports/understanding-model.js';
import { UnitOfWork } from '../ports/unit-of-work.js';

/** What a second reader makes of one message. */
export interface SecondOpinion {
  readonly messageId: InboundMessageId;
  readonly intent: Intent;
}

const UTC = zoneId('UTC');

/** Longer texts are not sent: what is unclear in them is asked. */
const LONGEST = 1_000;

/**
 * Asks a second reader about the next message of a contact point, before it is processed and outside of every
 * transaction, where the built-in reader is unsure of it. Names, numbers and check facts of the debtor stay here.
 */
@Injectable()
export class AskSecondReader {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly inbound: InboundMessages,
    private readonly contactPoints: ContactPoints,
    private readonly debtors: Debtors,
    private readonly understanding: UnderstandingModel,
    private readonly reader: IntentReader,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: TenantId, contactPointId: ContactPointId): Promise<SecondOpinion | null> {
    if (!this.reader.on) return null;
    const scope = { tenantId, actor: { kind: 'system', name: 'ask-second-reader' } } as const;
    const next = await this.unitOfWork.run(scope, () => this.next(contactPointId));
    if (next === null || !this.isUnsure(next.words, next.debtor)) return null;
    const intent = await this.reader.read(masked(next.words, next.debtor), next.debtor.locale);
    return intent === null ? null : { messageId: next.messageId, intent };
  }

  private async next(contactPointId: ContactPointId) {
    const message = await this.inbound.nextOf(contactPointId);
    const words = message && wordsOf(message.content);
    const point = (await this.contactPoints.byIds([contactPointId])).get(contactPointId);
    const debtor = point && (await this.debtors.byIds([point.debtorId])).get(point.debtorId);
    if (!message || words === null || words.length > LONGEST || !debtor) return null;
    return { messageId: message.id, words, debtor };
  }

  private isUnsure(text: string, { locale, zones }: Debtor): boolean {
    const where = { zone: zones[0] ?? UTC, state: 'open', choices: [], currency: 'CNY' } as const;
    const reply = { text, locale, now: this.clock.now(), ...where };
    return readReply(reply, this.understanding.current()).likely !== undefined;
  }
}

const masked = (words: string, { name, checkFacts }: Debtor): string => {
  const text = maskChatText(words, checkFacts);
  return name === null || name.trim() === '' ? text : text.replaceAll(name.trim(), '…');
};
