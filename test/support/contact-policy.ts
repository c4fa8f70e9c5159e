import { FilePolicyPacks } from '../../src/adapters/config-files/policy-packs.js';
import type { Instant } from '../../src/domain/calendar/instant.js';
import { DAY, instant } from '../../src/domain/calendar/instant.js';
import { localDate } from '../../src/domain/calendar/local-date.js';
import type { ZoneId } from '../../src/domain/calendar/zone.js';
import { zoneId } from '../../src/domain/calendar/zone.js';
import type { BudgetUse, ContactFacts } from '../../src/domain/contact-policy/contact-facts.js';
import type { Channel } from '../../src/domain/shared/channel.js';
import type { ContactPointId, DebtId, DebtorId, LenderId, MessageId } from '../../src/domain/shared/ids.js';
import { idOf } from '../../src/domain/shared/ids.js';

/** The packs of this repository, as the product reads them. */
export const packs = new FilePolicyPacks('config/contact-policies');

export const CN = packs.resolve('CN', 'CN');
export const US = packs.resolve('US', 'US');
export const FALLBACK = packs.resolve('DE', 'DE');

export const SHANGHAI = zoneId('Asia/Shanghai');
export const NEW_YORK = zoneId('America/New_York');
export const LOS_ANGELES = zoneId('America/Los_Angeles');
export const BERLIN = zoneId('Europe/Berlin');

export const at = (iso: string): Instant => instant(Date.parse(iso));

export interface FactsChange {
  readonly message?: Partial<ContactFacts['message']>;
  readonly debt?: Partial<NonNullable<ContactFacts['debt']>> | null;
  readonly contactPoint?: Partial<ContactFacts['contactPoint']>;
  readonly optOutUnderReview?: boolean;
  readonly holds?: ContactFacts['holds'];
  readonly zones?: readonly ZoneId[];
  readonly preference?: ContactFacts['preference'];
  readonly budget?: readonly BudgetUse[];
  readonly sentBefore?: number;
  readonly revealedBefore?: number;
}

/** A demand of an open debt to a confirmed right party with consent, that no rule but budget and window could stop. */
export function factsFor(now: Instant, zones: readonly ZoneId[], change: FactsChange = {}): ContactFacts {
  const { message, debt, contactPoint, ...rest } = change;
  return {
    message: {
      id: idOf<MessageId>('m-0'),
      origin: 'cadence',
      purpose: 'demand',
      channel: 'sms',
      revealsDebt: true,
      demands: true,
      replyContent: null,
      answersReceivedAt: null,
      repliesGivenToAnswered: 0,
      idleRepliesLastHour: 0,
      ...message,
    },
    debtorId: idOf<DebtorId>('debtor-1'),
    lenderId: idOf<LenderId>('lender-1'),
    debtId: debt === null ? null : idOf<DebtId>('debt-1'),
    debt:
      debt === null
        ? null
        : {
            outstandingMinor: 120_000,
            tenantRole: 'creditor',
            assignmentNotified: false,
            dueOn: localDate('2026-10-01'),
            ...debt,
          },
    contactPoint: {
      id: idOf<ContactPointId>('point-1'),
      provenance: 'contract',
      consent: { at: instant(now - 10 * DAY), source: 'contract' },
      rightParty: {
        state: 'confirmed',
        method: 'two-facts',
        at: instant(now - DAY / 2),
        expiresAt: instant(now + DAY / 2),
      },
      optedOut: false,
      unreachable: false,
      lastInboundAt: null,
      debtorInitiated: false,
      ...contactPoint,
    },
    optOutUnderReview: false,
    holds: [],
    preference: null,
    budget: [],
    sentBefore: 1,
    revealedBefore: 1,
    zones,
    ...rest,
  };
}

/** An answer to something the debtor wrote a minute ago. */
export const answering = (
  now: Instant,
  message: Partial<ContactFacts['message']> = {},
): Partial<ContactFacts['message']> => ({
  origin: 'reply',
  purpose: 'reactive',
  demands: false,
  replyContent: 'answerQuestionAsked',
  answersReceivedAt: instant(now - 60_000),
  ...message,
});

export const used = (
  when: Instant,
  change: { id?: string; debt?: string | null; lender?: string; point?: string; channel?: Channel } = {},
): BudgetUse => ({
  messageId: idOf<MessageId>(change.id ?? `used-${when}`),
  at: when,
  channel: change.channel ?? 'sms',
  debtId: change.debt === null ? null : idOf<DebtId>(change.debt ?? 'debt-1'),
  lenderId: idOf<LenderId>(change.lender ?? 'lender-1'),
  contactPointId: idOf<ContactPointId>(change.point ?? 'point-1'),
});
