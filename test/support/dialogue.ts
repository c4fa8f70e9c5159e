import { ContactPointEntity } from '../../src/adapters/persistence/entities/contact-point.entity.js';
import { ConversationEntity } from '../../src/adapters/persistence/entities/conversation.entity.js';
import { DisputeEntity } from '../../src/adapters/persistence/entities/dispute.entity.js';
import { HandOffEntity } from '../../src/adapters/persistence/entities/hand-off.entity.js';
import { InboundMessageEntity } from '../../src/adapters/persistence/entities/inbound-message.entity.js';
import { MessageEntity } from '../../src/adapters/persistence/entities/message.entity.js';
import { PromiseEntity } from '../../src/adapters/persistence/entities/promise.entity.js';
import { VerdictEntity } from '../../src/adapters/persistence/entities/verdict.entity.js';
import {
  ArrangementEntity,
  InstalmentEntity,
} from '../../src/adapters/persistence/entities/arrangement.entity.js';
import { Debtors } from '../../src/application/ports/debtors.js';
import { Debts } from '../../src/application/ports/debts.js';
import { Holds } from '../../src/application/ports/holds.js';
import { Lenders } from '../../src/application/ports/lenders.js';
import { Messages } from '../../src/application/ports/messages.js';
import { SimulatedPhones } from '../../src/application/ports/simulated-phones.js';
import { TemplateVersions } from '../../src/application/ports/template-versions.js';
import { SECOND, plus } from '../../src/domain/calendar/instant.js';
import type { InboundContent } from '../../src/domain/conversation/inbound-content.js';
import type { Debt } from '../../src/domain/debt/debt.js';
import type { Debtor } from '../../src/domain/debtor/debtor.js';
import type { Message } from '../../src/domain/message/message.js';
import type { Channel } from '../../src/domain/shared/channel.js';
import type { DebtorId } from '../../src/domain/shared/ids.js';
import type { Service } from './service.js';

/** Our messages to a debtor, with the name of the template each is bound to. */
export type Sent = Message & { readonly template: string };

/** A text as the debtor's phone showed it. */
export interface Heard {
  readonly template: string;
  readonly text: string;
  readonly channel: Channel;
}

const TYPING = 15 * SECOND;
const HANDED_OVER = ['sent', 'sent-unconfirmed', 'delivered', 'read'];

/** One person with a phone, who owes, and everything that is stored about that person. */
export class Dialogue {
  private readonly read = new Map<Channel, number>();
  private readonly told = new Set<string>();

  constructor(
    readonly service: Service,
    readonly lender: string,
    readonly reference: string,
    /** In the order in which the cadence would choose them; the debtor writes on the first. */
    readonly addresses: ReadonlyMap<Channel, string>,
    private readonly debtorId: DebtorId,
  ) {}

  /** Writes a text, some seconds after whatever was last, and reads what comes back. */
  async says(text: string, on: Channel = this.channel): Promise<Heard[]> {
    this.service.clock.advanceTo(plus(this.service.now(), TYPING));
    await this.types({ kind: 'text', text }, on);
    return this.hears();
  }

  async sends(content: InboundContent, media?: string): Promise<Heard[]> {
    this.service.clock.advanceTo(plus(this.service.now(), TYPING));
    await this.types(content, this.channel, media);
    return this.hears();
  }

  /** Hands a message to the provider; nothing fetches it yet. */
  async types(content: InboundContent, on: Channel = this.channel, media?: string): Promise<void> {
    const typed = { address: this.addressOn(on), content, ...(media === undefined ? {} : { media }) };
    await this.service
      .get(SimulatedPhones)
      .write(await this.service.account(on), [typed], this.service.now());
  }

  /**
   * Lets everything due run, then returns what the phone shows that it did not show before. Every text on the phone
   * must be the stored body of one message, handed over once.
   */
  async hears(): Promise<Heard[]> {
    await this.service.work();
    const sent = await this.messages();
    const heard: Heard[] = [];
    for (const [channel, address] of this.addresses) {
      const from = this.read.get(channel) ?? 0;
      const shown = await this.service.get(SimulatedPhones).shown(await this.service.account(channel), from);
      for (const { place, address: to, text } of shown) {
        this.read.set(channel, place + 1);
        if (to !== address) continue;
        const stored = sent.find(
          (one) =>
            one.channel === channel &&
            one.body === text &&
            !this.told.has(one.id) &&
            HANDED_OVER.includes(one.state),
        );
        if (!stored) throw new Error(`the phone shows a text that is not stored as sent: ${text}`);
        this.told.add(stored.id);
        heard.push({ template: stored.template, text, channel });
      }
    }
    return heard;
  }

  get channel(): Channel {
    const [first] = this.addresses.keys();
    if (!first) throw new Error('the debtor has no phone');
    return first;
  }

  addressOn(channel: Channel): string {
    const address = this.addresses.get(channel);
    if (address === undefined) throw new Error(`the debtor is not on ${channel}`);
    return address;
  }

  async messages(): Promise<Sent[]> {
    const ids = (await this.service.rows(MessageEntity, { debtorId: this.debtorId })).map(({ id }) => id);
    return this.service.within(async () => {
      const messages = [...(await this.service.get(Messages).byIds(ids)).values()];
      const versions = await this.service
        .get(TemplateVersions)
        .byIds(messages.map((one) => one.templateVersionId));
      return messages
        .map((one) => ({ ...one, template: versions.get(one.templateVersionId)?.name ?? '?' }))
        .sort((a, b) => a.queuedAt - b.queuedAt || (a.id < b.id ? -1 : 1));
    });
  }

  /** `template state (reason)` of what is not a text on the phone. */
  async unsent(): Promise<string[]> {
    return (await this.messages())
      .filter(({ state }) => !HANDED_OVER.includes(state))
      .map(
        ({ template, channel, state, stateReason }) => `${template} on ${channel}: ${state} (${stateReason})`,
      );
  }

  /** The rules that decided about messages of a template, in order. */
  async verdicts(template: string): Promise<string[]> {
    const ids = (await this.messages()).filter((one) => one.template === template).map(({ id }) => id);
    const rows = await Promise.all(ids.map((messageId) => this.service.rows(VerdictEntity, { messageId })));
    return rows.flat().map(({ decision, ruleId }) => `${decision} ${ruleId}`);
  }

  /** `debtor reason` or `debt reason` of every hold in force. */
  async holds(): Promise<string[]> {
    const now = this.service.now();
    const holds = await this.service.within(() => this.service.get(Holds).inForce([this.debtorId], now));
    return holds.map(({ scope, reason }) => `${scope.kind} ${reason}`).sort();
  }

  async debt(reference = this.reference): Promise<Debt> {
    return this.service.within(async () => {
      const lender = await this.service.get(Lenders).byCode(this.lender);
      const found = lender && (await this.service.get(Debts).byReferences(lender.id, [reference]));
      const debt = found?.get(reference)?.debt;
      if (!debt) throw new Error(`no debt ${reference}`);
      return debt;
    });
  }

  async person(): Promise<Debtor> {
    const found = await this.service.within(() => this.service.get(Debtors).byIds([this.debtorId]));
    const person = found.get(this.debtorId);
    if (!person) throw new Error('the debtor is gone');
    return person;
  }

  async promises(): Promise<PromiseEntity[]> {
    return this.service.rows(PromiseEntity, { debtId: (await this.debt()).id });
  }

  async arrangement(): Promise<{ plan: ArrangementEntity; instalments: InstalmentEntity[] } | null> {
    const [plan] = await this.service.rows(ArrangementEntity, { debtId: (await this.debt()).id });
    if (!plan) return null;
    const instalments = await this.service.rows(InstalmentEntity, { arrangementId: plan.id });
    return { plan, instalments: instalments.sort((a, b) => a.number - b.number) };
  }

  async disputes(): Promise<DisputeEntity[]> {
    return this.service.rows(DisputeEntity, { debtId: (await this.debt()).id });
  }

  handOffs(): Promise<HandOffEntity[]> {
    return this.service.rows(HandOffEntity, { debtorId: this.debtorId });
  }

  /** `reason priority` of what waits for a person. */
  async queued(): Promise<string[]> {
    return (await this.handOffs())
      .filter(({ state }) => state !== 'closed')
      .map(({ reason, priority }) => `${reason} ${priority}`);
  }

  async item(): Promise<HandOffEntity> {
    const item = (await this.handOffs()).find(({ state }) => state !== 'closed');
    if (!item) throw new Error('nothing waits for a person');
    return item;
  }

  async contactPoint(channel: Channel = this.channel): Promise<ContactPointEntity> {
    const rows = await this.service.rows(ContactPointEntity, { debtorId: this.debtorId, channel });
    const [point] = rows;
    if (!point) throw new Error(`no contact point on ${channel}`);
    return point;
  }

  async conversation(): Promise<ConversationEntity> {
    const rows = await this.service.rows(ConversationEntity, { debtorId: this.debtorId });
    const point = await this.contactPoint();
    const found = rows.find((one) => one.contactPointId === point.id);
    if (!found) throw new Error('there is no conversation');
    return found;
  }

  async inbound(): Promise<InboundMessageEntity[]> {
    const rows = await this.service.rows(InboundMessageEntity, {
      contactPointId: (await this.contactPoint()).id,
    });
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}
