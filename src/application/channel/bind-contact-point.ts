import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { plus } from '../../domain/calendar/instant.js';
import { WRONG_CODES, canBindWith, readBindingCode } from '../../domain/channel/binding-code.js';
import type { BindingCode } from '../../domain/channel/binding-code.js';
import type { ChannelEvent } from '../../domain/channel/channel-event.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { ContactPointId } from '../../domain/shared/ids.js';
import { OpenHandOff } from '../desk/open-hand-off.js';
import { ConversationAt } from '../inbound/conversation-at.js';
import { RecordInbound } from '../inbound/record-inbound.js';
import { BindingCodes } from '../ports/binding-codes.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Debtors } from '../ports/debtors.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { InboundMessages } from '../ports/inbound-messages.js';
import { addressAt } from './event-sources.js';
import type { EventSource } from './event-sources.js';

type Binding = Extract<ChannelEvent, { readonly kind: 'binding' }>;

/**
 * Somebody came with a one-time code: the address becomes a contact point of the debtor whom the code was made for,
 * and the debtor is greeted. An address that another debtor has is never moved, a person looks. A code that is wrong,
 * old or used reveals nothing: what came with it is kept like any message. Inside the caller's unit of work.
 */
@Injectable()
export class BindContactPoint {
  constructor(
    private readonly codes: BindingCodes,
    private readonly contactPoints: ContactPoints,
    private readonly debtors: Debtors,
    private readonly inbound: InboundMessages,
    private readonly recordInbound: RecordInbound,
    private readonly conversationAt: ConversationAt,
    private readonly openHandOff: OpenHandOff,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async run(source: EventSource, binding: Binding): Promise<void> {
    const { account } = source;
    const seen = await this.inbound.known(account.id, [binding.providerMessageId]);
    if (seen.size > 0) return;
    const now = this.clock.now();
    const code = await this.codeOf(source, binding, now);
    const [known = null] = await this.contactPoints.byAddresses([addressAt(source, binding.address)]);
    if (code && canBindWith(code, account.channel, now)) {
      await this.bind(source, binding, code, known, now);
      return this.arrive(source, binding, true);
    }
    const again = code !== null && known !== null && code.contactPointId === known.id;
    if (!again) await this.codes.noteWrong(addressAt(source, binding.address), now);
    return this.arrive(source, binding, again);
  }

  /** Null: there is no such code, or the address guessed too often to be told. */
  private async codeOf(source: EventSource, binding: Binding, now: Instant): Promise<BindingCode | null> {
    const code = readBindingCode(binding.code);
    if (code === null) return null;
    const since = plus(now, -WRONG_CODES.within);
    const wrong = await this.codes.wrongSince(addressAt(source, binding.address), since);
    return wrong >= WRONG_CODES.atMost ? null : this.codes.byCode(code);
  }

  private async bind(
    source: EventSource,
    binding: Binding,
    code: BindingCode,
    known: ContactPoint | null,
    now: Instant,
  ): Promise<void> {
    const owners = [code.debtorId, ...(known ? [known.debtorId] : [])];
    await this.debtors.lock([...new Set(owners)]);
    if (known && known.debtorId !== code.debtorId) {
      await this.codes.markUsed(code.id, null, now);
      return this.contest(known, code);
    }
    const id = known
      ? await this.confirmKnown(source, binding, known, now)
      : await this.add(source, binding, code, now);
    await this.codes.markUsed(code.id, id, now);
    await this.events.append([
      {
        type: 'contact-point.bound',
        subjects: { contactPoint: id, debtor: code.debtorId, bindingCode: code.id },
        payload: { channel: source.account.channel, at: binding.sentAt },
      },
    ]);
  }

  private async add(
    { account, ownAddresses }: EventSource,
    { address, sentAt }: Binding,
    { debtorId }: BindingCode,
    now: Instant,
  ): Promise<ContactPointId> {
    const others = await this.contactPoints.ofDebtors([debtorId]);
    const contactPoint: ContactPoint = {
      id: this.ids.next<ContactPointId>(),
      debtorId,
      channel: account.channel,
      address,
      position: Math.max(-1, ...others.map(({ position }) => position)) + 1,
      channelAccountId: account.id,
      provenance: 'debtor-authorised',
      consent: { at: sentAt < now ? sentAt : now, source: 'start' },
      rightParty: { state: 'unconfirmed', failedTries: 0 },
      optedOutAt: null,
      unreachableAt: null,
      lastInboundAt: null,
      version: 1,
    };
    await this.contactPoints.add([contactPoint], ownAddresses ? account.id : undefined);
    return contactPoint.id;
  }

  /** What the debtor said before stays: an opt-out, a consent, who answered here. */
  private async confirmKnown(
    { account }: EventSource,
    { sentAt }: Binding,
    known: ContactPoint,
    now: Instant,
  ): Promise<ContactPointId> {
    const [current = known] = (await this.contactPoints.byIds([known.id])).values();
    await this.contactPoints.update([
      {
        ...current,
        channelAccountId: current.channelAccountId ?? account.id,
        consent: current.consent ?? { at: sentAt < now ? sentAt : now, source: 'start' },
        unreachableAt: null,
      },
    ]);
    if (current.rightParty.state === 'wrong') await this.callPerson(current);
    return current.id;
  }

  private async contest(known: ContactPoint, code: BindingCode): Promise<void> {
    await this.events.append([
      {
        type: 'contact-point.contested',
        subjects: { contactPoint: known.id, debtor: known.debtorId, bindingCode: code.id },
        reason: 'code-of-another-debtor',
      },
    ]);
    await this.callPerson(known);
  }

  private async callPerson(contactPoint: ContactPoint): Promise<void> {
    const conversation = await this.conversationAt.run(contactPoint);
    if (!conversation) return;
    const { id: conversationId, debtorId, lenderId } = conversation;
    const reason = 'identity-failed';
    await this.openHandOff.run({ conversationId, debtorId, lenderId, reason, priority: 'high' });
  }

  private async arrive({ account }: EventSource, binding: Binding, greeted: boolean): Promise<void> {
    const { providerMessageId, address, code, sentAt } = binding;
    await this.recordInbound.run(account.tenantId, [
      {
        channelAccountId: account.id,
        providerMessageId,
        address,
        content: greeted ? { kind: 'arrived' } : { kind: 'text', text: code },
        media: null,
        sentAt,
      },
    ]);
  }
}
