import { Injectable } from '@nestjs/common';
import { DAY } from '../../domain/calendar/instant.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import { newConversation } from '../../domain/conversation/conversation.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { ConversationId, LenderId } from '../../domain/shared/ids.js';
import { Conversations } from '../ports/conversations.js';
import { Debts } from '../ports/debts.js';
import { Ids } from '../ports/ids.js';
import { Messages } from '../ports/messages.js';

export type ConversationMatch =
  | { readonly kind: 'clear'; readonly conversation: Conversation }
  /** Could mean several lenders; `conversation` is the one that keeps the question. */
  | {
      readonly kind: 'ambiguous';
      readonly conversation: Conversation;
      readonly lenderIds: readonly LenderId[];
    };

/** A message within this time after one lender wrote, with silence from the others, is meant for that lender. */
const ANSWERS_WITHIN = 2 * DAY;

/** Finds which lender's conversation a message on a contact point belongs to. Inside the unit of work. */
@Injectable()
export class FindConversation {
  constructor(
    private readonly conversations: Conversations,
    private readonly debts: Debts,
    private readonly messages: Messages,
    private readonly ids: Ids,
  ) {}

  async run(contactPoint: ContactPoint, now: Instant): Promise<ConversationMatch | null> {
    const known = await this.conversations.ofContactPoints([contactPoint.id]);
    if (known.length === 1 && known[0]) return { kind: 'clear', conversation: known[0] };
    if (known.length > 1) return this.amongKnown(known, now);
    return this.amongDebts(contactPoint);
  }

  /** The conversation of that lender on the contact point, opened if there is none. */
  async withLender(contactPoint: ContactPoint, lenderId: LenderId): Promise<Conversation> {
    const known = await this.conversations.ofContactPoints([contactPoint.id]);
    return known.find((one) => one.lenderId === lenderId) ?? this.open(contactPoint, lenderId);
  }

  private async amongKnown(known: readonly Conversation[], now: Instant): Promise<ConversationMatch | null> {
    const written: { readonly conversation: Conversation; readonly at: Instant }[] = [];
    for (const conversation of known) {
      const [last] = await this.messages.ofConversation(conversation.id, 1);
      if (last?.sentAt && now - last.sentAt <= ANSWERS_WITHIN) {
        written.push({ conversation, at: last.sentAt });
      }
    }
    const [only] = written;
    if (only && written.length === 1) return { kind: 'clear', conversation: only.conversation };
    const underWay = goingOn(known, written, now);
    if (underWay) return { kind: 'clear', conversation: underWay };
    const candidates = written.length > 1 ? written.map((one) => one.conversation) : known;
    const [keeper] = known;
    return keeper
      ? { kind: 'ambiguous', conversation: keeper, lenderIds: candidates.map((one) => one.lenderId) }
      : null;
  }

  private async amongDebts(contactPoint: ContactPoint): Promise<ConversationMatch | null> {
    const debts = await this.debts.ofDebtors([contactPoint.debtorId]);
    const open = debts.filter((debt) => debt.state === 'open');
    const lenderIds = [...new Set((open.length > 0 ? open : debts).map((debt) => debt.lenderId))];
    const [first] = lenderIds;
    if (!first) return null;
    const conversation = await this.open(contactPoint, first);
    return lenderIds.length === 1
      ? { kind: 'clear', conversation }
      : { kind: 'ambiguous', conversation, lenderIds };
  }

  private async open(contactPoint: ContactPoint, lenderId: LenderId): Promise<Conversation> {
    const conversation = newConversation({
      id: this.ids.next<ConversationId>(),
      contactPointId: contactPoint.id,
      lenderId,
      debtorId: contactPoint.debtorId,
      debtId: null,
    });
    await this.conversations.add([conversation]);
    return conversation;
  }
}

/** The conversation that the debtor wrote in last, as long as no other lender has written since. */
function goingOn(
  known: readonly Conversation[],
  written: readonly { readonly conversation: Conversation; readonly at: Instant }[],
  now: Instant,
): Conversation | null {
  const [latest, next] = [...known].sort((a, b) => (b.lastInboundAt ?? 0) - (a.lastInboundAt ?? 0));
  const since = latest?.lastInboundAt ?? null;
  if (!latest || since === null || now - since > ANSWERS_WITHIN || next?.lastInboundAt === since) return null;
  return written.every(({ conversation, at }) => conversation.id === latest.id || at <= since)
    ? latest
    : null;
}
