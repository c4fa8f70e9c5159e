import { Injectable } from '@nestjs/common';
import { DAY, MINUTE, latest, plus } from '../../domain/calendar/instant.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import type {
  CancelCause,
  Message,
  MessageFields,
  MessageOrigin,
  Purpose,
} from '../../domain/message/message.js';
import type {
  ConversationId,
  DebtId,
  InboundMessageId,
  LenderId,
  MessageId,
  TouchId,
} from '../../domain/shared/ids.js';
import type { TemplateVersion } from '../../domain/template/template.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { Jobs } from '../ports/jobs.js';
import { Messages } from '../ports/messages.js';
import { TemplateVersions } from '../ports/template-versions.js';
import { TemplatesInForce } from './templates-in-force.js';
import type { WantedTemplate } from './templates-in-force.js';

export interface QueueRequest {
  readonly contactPoint: Pick<ContactPoint, 'id' | 'channel'>;
  readonly debtor: Pick<Debtor, 'id' | 'locale'>;
  readonly lenderId: LenderId;
  readonly debtId: DebtId | null;
  readonly conversationId: ConversationId | null;
  readonly touchId: TouchId | null;
  readonly origin: MessageOrigin;
  /** The template's own purpose unless said otherwise. */
  readonly purpose?: Purpose;
  /** Template name; the version in force for the lender is what the message stays bound to. */
  readonly template: string;
  readonly fields: MessageFields;
  /** The inbound message that this one answers. */
  readonly answersId: InboundMessageId | null;
  readonly notBefore: Instant;
  /** What makes it needless before it went. */
  readonly cancelIf?: readonly CancelCause[];
  /** A lifetime by purpose after `notBefore` unless said otherwise. */
  readonly expiresAt?: Instant;
}

/**
 * How long a message is worth sending after its first moment, in milliseconds. A reply lives as long as the
 * policy packs let a reply be one; a reminder that is days late says something else than what was meant.
 */
export const LIFETIMES: Readonly<Record<Purpose, number>> = {
  reactive: 15 * MINUTE,
  confirmation: DAY,
  demand: 3 * DAY,
  service: 3 * DAY,
  receipt: 7 * DAY,
};

/** A person's words and the support text in a crisis are worth sending for as long as it takes. */
const LONG_LIFETIME = 3 * DAY;

const lifetimeOf = (origin: MessageOrigin, purpose: Purpose, template: TemplateVersion): number =>
  origin === 'staff' || template.replyContent === 'crisisSupport' ? LONG_LIFETIME : LIFETIMES[purpose];

/** The job key under which all dispatch requests of a tenant are one waiting job. */
export const DISPATCH_KEY = 'dispatch';

/**
 * Queues messages for the outbound line, inside the caller's unit of work, and wakes the line for those
 * already due; later ones are woken by `ReleaseDeferred`. Returns the messages in the order of the requests.
 * Throws `TEMPLATE.UNKNOWN`.
 */
@Injectable()
export class QueueMessages {
  constructor(
    private readonly messages: Messages,
    private readonly templatesInForce: TemplatesInForce,
    private readonly templateVersions: TemplateVersions,
    private readonly events: EventLog,
    private readonly jobs: Jobs,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async run(requests: readonly QueueRequest[]): Promise<Message[]> {
    if (requests.length === 0) return [];
    const now = this.clock.now();
    const book = await this.templatesInForce.run(requests.map(wantedTemplate));
    const bound = requests.map((request) => ({ request, template: book.of(wantedTemplate(request)) }));
    await this.templateVersions.keep([...new Set(bound.map(({ template }) => template))]);
    const messages = bound.map(({ request, template }) => this.message(request, template, now));
    await this.messages.queue(messages);
    await this.events.append(messages.map((message) => queuedEvent(message)));
    if (messages.some((message) => message.notBefore <= now)) {
      await this.jobs.enqueue('dispatch-messages', {}, { key: DISPATCH_KEY });
    }
    return messages;
  }

  private message(request: QueueRequest, template: TemplateVersion, now: Instant): Message {
    const purpose = request.purpose ?? template.purpose;
    const notBefore = latest(request.notBefore, now);
    return {
      id: this.ids.next<MessageId>(),
      contactPointId: request.contactPoint.id,
      channel: request.contactPoint.channel,
      debtorId: request.debtor.id,
      lenderId: request.lenderId,
      debtId: request.debtId,
      conversationId: request.conversationId,
      touchId: request.touchId,
      origin: request.origin,
      purpose,
      templateVersionId: template.id,
      locale: template.locale,
      fields: request.fields,
      answersId: request.answersId,
      state: 'queued',
      stateReason: null,
      queuedAt: now,
      notBefore,
      expiresAt: request.expiresAt ?? plus(notBefore, lifetimeOf(request.origin, purpose, template)),
      ...(request.cancelIf ? { cancelIf: request.cancelIf } : {}),
      body: null,
      sentAt: null,
      version: 1,
    };
  }
}

const wantedTemplate = ({ lenderId, template, debtor }: QueueRequest): WantedTemplate => ({
  lenderId,
  name: template,
  locale: debtor.locale,
});

const queuedEvent = (message: Message) => ({
  type: 'message.queued',
  subjects: {
    message: message.id,
    debtor: message.debtorId,
    contactPoint: message.contactPointId,
    ...(message.debtId ? { debt: message.debtId } : {}),
  },
  payload: { origin: message.origin, purpose: message.purpose },
});
