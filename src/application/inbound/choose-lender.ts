import { Injectable } from '@nestjs/common';
import { wordsOf } from '../../domain/conversation/inbound-content.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import { zoneId } from '../../domain/calendar/zone.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { LenderId } from '../../domain/shared/ids.js';
import { readReply } from '../../domain/understanding/read-reply.js';
import type { Intent } from '../../domain/understanding/understanding.js';
import { QueueMessages } from '../outbound/queue-messages.js';
import { Conversations } from '../ports/conversations.js';
import { InboundMessages } from '../ports/inbound-messages.js';
import type { InboundMessage } from '../ports/inbound-messages.js';
import { Lenders } from '../ports/lenders.js';
import { UnderstandingModel } from '../ports/understanding-model.js';
import { FindConversation } from './find-conversation.js';
import type { ConversationMatch } from './find-conversation.js';

export type LenderChoice =
  /** `about` is the message to decide on: this one, or the one that was asked about. */
  | { readonly kind: 'chosen'; readonly conversation: Conversation; readonly about: InboundMessage }
  | { readonly kind: 'asked' };

/** A message and whom it is from. */
export interface Heard {
  readonly match: ConversationMatch;
  readonly contactPoint: ContactPoint;
  readonly debtor: Debtor;
  readonly message: InboundMessage;
  /** It came so late that nothing is asked about it. */
  readonly late: boolean;
}

/** What must be heard at once, whichever lender was meant: its effects reach the contact point or the person. */
const NEVER_WAITS: ReadonlySet<Intent> = new Set([
  'crisis_self_harm',
  'stop_contact',
  'cease_contact',
  'not_debtor',
  'deceased',
  'minor',
  'legal_representation',
]);

const UTC = zoneId('UTC');

/** Asks, by name of the lender only, which one a message means, where it could mean two. */
@Injectable()
export class ChooseLender {
  constructor(
    private readonly lenders: Lenders,
    private readonly conversations: Conversations,
    private readonly inbound: InboundMessages,
    private readonly findConversation: FindConversation,
    private readonly queueMessages: QueueMessages,
    private readonly understanding: UnderstandingModel,
  ) {}

  async run({ match, contactPoint, debtor, message, late }: Heard, now: Instant): Promise<LenderChoice> {
    const keeper = await this.keeperOf(match, contactPoint);
    if (!keeper) return { kind: 'chosen', conversation: match.conversation, about: message };
    if (late || this.cannotWait(keeper, debtor, message, now)) {
      return { kind: 'chosen', conversation: keeper, about: message };
    }
    const asked = keeper.context.lenderChoice;
    const lenderIds = asked?.lenderIds ?? (match.kind === 'ambiguous' ? match.lenderIds : []);
    const byId = await this.lenders.byIds(lenderIds);
    const offered = lenderIds.flatMap((id) => byId.get(id) ?? []);
    const picked = pickedLender(message, offered);
    if (!picked) {
      await this.ask(keeper, contactPoint, debtor, message, offered, now);
      return { kind: 'asked' };
    }
    const about = asked
      ? ((await this.inbound.byIds([asked.inboundMessageId])).get(asked.inboundMessageId) ?? message)
      : message;
    const cleared: Conversation = { ...keeper, context: { ...keeper.context, lenderChoice: null } };
    await this.conversations.update(cleared);
    return {
      kind: 'chosen',
      conversation: await this.findConversation.withLender(contactPoint, picked.id),
      about,
    };
  }

  /** The conversation that keeps an open question about the lender, or is to keep a new one; null when all is clear. */
  private async keeperOf(match: ConversationMatch, contactPoint: ContactPoint): Promise<Conversation | null> {
    const known = await this.conversations.ofContactPoints([contactPoint.id]);
    const asking = known.find((one) => one.context.lenderChoice !== null);
    return asking ?? (match.kind === 'ambiguous' ? match.conversation : null);
  }

  private cannotWait(keeper: Conversation, debtor: Debtor, message: InboundMessage, now: Instant): boolean {
    const words = wordsOf(message.content);
    if (words === null) return false;
    const { intents } = readReply(
      {
        text: words,
        locale: debtor.locale,
        now,
        zone: debtor.zones[0] ?? UTC,
        state: keeper.state,
        choices: [],
        currency: 'CNY',
      },
      this.understanding.current(),
    );
    return intents.some((intent) => NEVER_WAITS.has(intent.name));
  }

  private async ask(
    keeper: Conversation,
    contactPoint: ContactPoint,
    debtor: Debtor,
    message: InboundMessage,
    offered: readonly Lender[],
    now: Instant,
  ): Promise<void> {
    const lenderIds: LenderId[] = offered.map((lender) => lender.id);
    await this.conversations.update({
      ...keeper,
      context: {
        ...keeper.context,
        lenderChoice: {
          lenderIds,
          inboundMessageId: keeper.context.lenderChoice?.inboundMessageId ?? message.id,
        },
      },
      lastInboundAt: message.receivedAt,
    });
    await this.queueMessages.run([
      {
        contactPoint,
        debtor,
        lenderId: keeper.lenderId,
        debtId: null,
        conversationId: keeper.id,
        touchId: null,
        origin: 'reply',
        template: 'lender-choice',
        fields: { lenders: offered.map((lender) => lender.displayName[debtor.locale]) },
        answersId: message.id,
        notBefore: now,
      },
    ]);
    await this.inbound.markProcessed(message.id, {
      conversationId: keeper.id,
      understanding: null,
      advanced: keeper.context.lenderChoice === null,
      at: now,
    });
  }
}

const pickedLender = (message: InboundMessage, offered: readonly Lender[]): Lender | null => {
  const words = wordsOf(message.content);
  if (words === null) return null;
  const text = words.normalize('NFKC').trim().toLowerCase();
  const number = /^(?:回复)?\s*(\d)\s*[.。]?$/.exec(text);
  if (number) return offered[Number(number[1]) - 1] ?? null;
  const named = offered.filter((lender) =>
    [lender.displayName['zh-CN'], lender.displayName.en, lender.legalName].some((name) =>
      text.includes(name.toLowerCase()),
    ),
  );
  return named.length === 1 ? (named[0] ?? null) : null;
};
