import { newChannelAccount } from '../../src/application/ports/channel-accounts.js';
import type { Arrangement } from '../../src/domain/arrangement/arrangement.js';
import type { PromiseToPay } from '../../src/domain/arrangement/promise-to-pay.js';
import { DAY, HOUR, instant, plus } from '../../src/domain/calendar/instant.js';
import { localDate } from '../../src/domain/calendar/local-date.js';
import { zoneId } from '../../src/domain/calendar/zone.js';
import { EMPTY_CONTEXT, type Conversation } from '../../src/domain/conversation/conversation.js';
import type { Dispute } from '../../src/domain/conversation/dispute.js';
import type { HandOff } from '../../src/domain/conversation/hand-off.js';
import type { Debt } from '../../src/domain/debt/debt.js';
import type { Lender } from '../../src/domain/debt/lender.js';
import type { ContactPoint } from '../../src/domain/debtor/contact-point.js';
import type { Debtor } from '../../src/domain/debtor/debtor.js';
import type { Message } from '../../src/domain/message/message.js';
import type { Payment } from '../../src/domain/payment/payment.js';
import { idOf } from '../../src/domain/shared/ids.js';
import { money } from '../../src/domain/shared/money.js';
import type { TemplateVersion } from '../../src/domain/template/template.js';
import type { ChannelAccount } from '../../src/application/ports/channel-accounts.js';
import type { InboundMessage } from '../../src/application/ports/inbound-messages.js';
import type { SendAttempt } from '../../src/application/ports/send-attempts.js';
import { UuidIds } from '../../src/adapters/system/uuid-ids.js';

const ids = new UuidIds();

/** A new id; ids sort by the order in which they were made. */
export const newId = <Id extends string>(): Id => ids.next<Id>();

/** 2026-03-02T02:00Z, Monday 10:00 in Shanghai. */
export const NOW = instant(Date.UTC(2026, 2, 2, 2));

export const aLender = (given: Partial<Lender> = {}): Lender => ({
  id: newId(),
  code: 'lumen',
  legalName: 'Lumen Consumer Finance Co., Ltd.',
  displayName: { 'zh-CN': '流明金融', en: 'Lumen' },
  organisation: { 'zh-CN': '流明金融', en: 'Lumen' },
  country: 'CN',
  zone: zoneId('Asia/Shanghai'),
  licence: null,
  hotline: '400-000-0000',
  website: 'https://lumen.example',
  signature: '流明金融',
  waysToPay: { 'zh-CN': '手机银行', en: 'Bank app' },
  workingHours: {
    zone: zoneId('Asia/Shanghai'),
    periods: [{ weekdays: [1, 2, 3, 4, 5], from: 540, to: 1080 }],
    holidays: [],
    makeUpDays: [],
  },
  limits: {
    default: {
      maximumInstalments: 6,
      minimumInstalmentMinor: 10_000,
      minimumFirstPaymentPerMille: 100,
      startWithinDays: 14,
      frequencies: ['monthly'],
      lumpDiscountPerMille: { '61-90': 50 },
      maximumRounds: 3,
      promiseWithinDays: 14,
      graceDays: 3,
      selfServiceDateMoves: 1,
    },
  },
  version: 1,
  ...given,
});

export const aDebtor = (given: Partial<Debtor> = {}): Debtor => ({
  id: newId(),
  name: '王小明',
  checkFacts: { idNumber: '11010119900307123X', birthDate: localDate('1990-03-07') },
  locale: 'zh-CN',
  zones: [zoneId('Asia/Shanghai')],
  country: 'CN',
  preference: null,
  vulnerabilities: [],
  version: 1,
  ...given,
});

export const aDebt = (given: Partial<Debt> = {}): Debt => ({
  id: newId(),
  lenderId: newId(),
  debtorId: newId(),
  reference: `REF-${newId()}`,
  product: 'cash-loan',
  currency: 'CNY',
  components: { principalMinor: 300_000, interestMinor: 12_345, feesMinor: 500, paidMinor: 0 },
  dueOn: localDate('2026-02-20'),
  tenantRole: 'creditor',
  assignmentNoticeOn: null,
  state: 'open',
  closedAt: null,
  version: 1,
  ...given,
});

export const aContactPoint = (given: Partial<ContactPoint> = {}): ContactPoint => ({
  id: newId(),
  debtorId: newId(),
  channel: 'sms',
  address: '+8613800138000',
  position: 0,
  channelAccountId: null,
  provenance: 'contract',
  consent: null,
  rightParty: { state: 'unconfirmed', failedTries: 0 },
  optedOutAt: null,
  unreachableAt: null,
  lastInboundAt: null,
  version: 1,
  ...given,
});

export const aTemplateVersion = (given: Partial<TemplateVersion> = {}): TemplateVersion => ({
  id: idOf('f'.repeat(64)),
  name: 'reminder-friendly',
  locale: 'zh-CN',
  purpose: 'demand',
  channels: ['sms'],
  fields: ['lender'],
  disclosures: [],
  revealsDebt: true,
  demands: true,
  neutral: 'reminder-neutral',
  replyContent: null,
  choices: [],
  body: '{{lender}}',
  ...given,
});

export const aMessage = (given: Partial<Message> = {}): Message => ({
  id: newId(),
  contactPointId: newId(),
  channel: 'sms',
  debtorId: newId(),
  lenderId: newId(),
  debtId: null,
  conversationId: null,
  touchId: null,
  origin: 'cadence',
  purpose: 'demand',
  templateVersionId: idOf('f'.repeat(64)),
  locale: 'zh-CN',
  fields: { amount: '¥500.00', days: 3, dates: ['2026-03-10'] },
  answersId: null,
  state: 'queued',
  stateReason: null,
  queuedAt: NOW,
  notBefore: NOW,
  expiresAt: plus(NOW, 3 * DAY),
  body: null,
  sentAt: null,
  version: 1,
  ...given,
});

export const anAttempt = (given: Partial<SendAttempt> = {}): SendAttempt => ({
  id: newId(),
  messageId: newId(),
  channelAccountId: newId(),
  outcome: null,
  providerMessageId: null,
  detail: null,
  startedAt: NOW,
  endedAt: null,
  ...given,
});

export const aConversation = (given: Partial<Conversation> = {}): Conversation => ({
  id: newId(),
  contactPointId: newId(),
  lenderId: newId(),
  debtorId: newId(),
  debtId: null,
  state: 'new',
  owner: 'bot',
  context: EMPTY_CONTEXT,
  lastInboundAt: null,
  version: 1,
  ...given,
});

export const anInbound = (given: Partial<InboundMessage> = {}): InboundMessage => ({
  id: newId(),
  channelAccountId: newId(),
  providerMessageId: `p-${newId()}`,
  channel: 'sms',
  address: '+8613800138000',
  contactPointId: newId(),
  conversationId: null,
  content: { kind: 'text', text: '下周五发工资还500' },
  media: null,
  sentAt: NOW,
  receivedAt: NOW,
  state: 'recorded',
  ...given,
});

export const aPromise = (given: Partial<PromiseToPay> = {}): PromiseToPay => ({
  id: newId(),
  debtId: newId(),
  conversationId: newId(),
  amount: money(50_000, 'CNY'),
  dueOn: localDate('2026-03-13'),
  state: 'open',
  paidBeforeMinor: 0,
  madeAt: NOW,
  remindedAt: null,
  settledAt: null,
  version: 1,
  ...given,
});

export const anArrangement = (given: Partial<Arrangement> = {}): Arrangement => ({
  id: newId(),
  debtId: newId(),
  conversationId: newId(),
  state: 'active',
  currency: 'CNY',
  totalMinor: 100_001,
  discountMinor: 0,
  frequency: 'monthly',
  instalments: [
    { number: 1, dueOn: localDate('2026-03-10'), amountMinor: 50_001 },
    { number: 2, dueOn: localDate('2026-04-10'), amountMinor: 50_000 },
  ].map((instalment) => ({ ...instalment, id: newId(), paidMinor: 0, state: 'due', remindedAt: null })),
  dateMovesUsed: 0,
  agreedAt: NOW,
  endedAt: null,
  version: 1,
  ...given,
});

export const aPayment = (given: Partial<Payment> = {}): Payment => ({
  id: newId(),
  lenderId: newId(),
  debtId: newId(),
  reference: `PAY-${newId()}`,
  amountMinor: 50_000,
  currency: 'CNY',
  receivedOn: localDate('2026-03-02'),
  recordedAt: NOW,
  ...given,
});

export const aDispute = (given: Partial<Dispute> = {}): Dispute => ({
  id: newId(),
  number: 'D-2026-000001',
  debtId: newId(),
  conversationId: newId(),
  kind: 'wrong-amount',
  state: 'open',
  outcome: null,
  openedAt: NOW,
  answerByOn: localDate('2026-03-17'),
  decidedAt: null,
  decidedBy: null,
  version: 1,
  ...given,
});

export const aHandOff = (given: Partial<HandOff> = {}): HandOff => ({
  id: newId(),
  conversationId: newId(),
  debtorId: newId(),
  lenderId: newId(),
  channel: 'sms',
  reason: 'requested',
  priority: 'normal',
  answerBy: plus(NOW, 4 * HOUR),
  state: 'open',
  claimedBy: null,
  claimedAt: null,
  leaseUntil: null,
  waitingSince: null,
  unread: 0,
  lastWords: null,
  openedAt: NOW,
  escalatedAt: null,
  linkedTo: null,
  closedAt: null,
  closedBy: null,
  outcome: null,
  afterClose: null,
  closeEffects: null,
  closeReason: null,
  version: 1,
  ...given,
});

export const aChannelAccount = (given: Partial<ChannelAccount> = {}): ChannelAccount => ({
  ...newChannelAccount({
    id: newId(),
    tenantId: idOf('tenant'),
    channel: 'sms',
    provider: 'simulator',
    label: 'main sender',
    settings: { url: 'http://127.0.0.1:9' },
    callbackSecret: 'secret-of-the-callback',
    createdAt: instant(0),
  }),
  ...given,
});
