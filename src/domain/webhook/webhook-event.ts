/** What happens that other systems may be told of; a closed list. */
export const WEBHOOK_EVENT_TYPES = [
  'message.sent',
  'message.delivered',
  'message.read',
  'message.failed',
  'message.unknown',
  'message.suppressed',
  'message.cancelled',
  'message.too-old',
  'inbound.recorded',
  'right-party.confirmed',
  'contact-point.opted-out',
  'contact-point.unreachable',
  'promise.made',
  'promise.kept',
  'promise.partly-kept',
  'promise.broken',
  'arrangement.agreed',
  'arrangement.date-moved',
  'arrangement.completed',
  'arrangement.broken',
  'instalment.missed',
  'payment.recorded',
  'debt.closed',
  'dispute.opened',
  'dispute.decided',
  'hold.placed',
  'hold.released',
  'hand-off.opened',
  'conversation.handed-back',
  'conversation.closed',
  'import.finished',
] as const;
export type WebhookEventType = (typeof WEBHOOK_EVENT_TYPES)[number];

const KNOWN: ReadonlySet<string> = new Set(WEBHOOK_EVENT_TYPES);

export const isWebhookEventType = (type: string): type is WebhookEventType => KNOWN.has(type);
