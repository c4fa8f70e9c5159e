import { z } from 'zod';
import type { Brief, BriefMoney, DeskItem } from '../../../application/desk/read-brief.js';
import type { DeskCase } from '../../../application/desk/desk-case.js';
import { HOLD_TABLE } from '../../../domain/contact-policy/hold-table.js';
import { CLOSE_OUTCOMES } from '../../../domain/conversation/close.js';
import { CONVERSATION_STATES } from '../../../domain/conversation/conversation.js';
import { HAND_OFF_REASONS } from '../../../domain/conversation/hand-off.js';
import { HOLD_REASONS } from '../../../domain/debtor/hold.js';
import type { Debt } from '../../../domain/debt/debt.js';
import { outstanding } from '../../../domain/debt/debt.js';
import { daysPastDue } from '../../../domain/debt/delinquency.js';
import { rightPartyState } from '../../../domain/debtor/contact-point.js';
import { maskAddress } from '../../../domain/debtor/mask-address.js';
import { maskName } from '../../../domain/debtor/mask-name.js';
import {
  channel,
  isoDay,
  isoInstant,
  locale,
  moneySchema,
  toIso,
  toIsoOrNull,
} from '../api/representation.js';
import { offerReason, offerReasonView } from './offer-reason.js';

const rightParty = z.object({
  state: z.enum(['unconfirmed', 'confirmed', 'wrong']),
  method: z.string().nullable(),
  until: isoInstant.nullable(),
});

const debtAnswer = z.object({
  debtId: z.string(),
  reference: z.string(),
  product: z.string(),
  state: z.string(),
  dueOn: isoDay,
  daysPastDue: z.int(),
  currency: z.string(),
  principalMinor: z.int(),
  interestMinor: z.int(),
  feesMinor: z.int(),
  paidMinor: z.int(),
  outstandingMinor: z.int(),
});

const planAnswer = z.object({
  id: z.string(),
  debtId: z.string(),
  paidInstalments: z.int(),
  instalments: z.int(),
  paidMinor: z.int(),
  totalMinor: z.int(),
  currency: z.string(),
  nextDueOn: isoDay.nullable(),
  nextAmountMinor: z.int().nullable(),
});

const promiseAnswer = z.object({
  id: z.string(),
  debtId: z.string(),
  amount: moneySchema,
  dueOn: isoDay,
  state: z.string(),
});

const offeredAnswer = z.object({
  totalMinor: z.int(),
  discountMinor: z.int(),
  currency: z.string(),
  frequency: z.string(),
  instalments: z.int(),
  firstDueOn: isoDay.nullable(),
  firstAmountMinor: z.int().nullable(),
  rounds: z.int(),
  reason: offerReason.nullable().meta({ description: 'Null where a person offered it' }),
});

export const briefAnswer = z
  .object({
    id: z.string(),
    asOf: isoInstant,
    lender: z.string(),
    state: z.enum(CONVERSATION_STATES),
    owner: z.enum(['bot', 'person']),
    why: z
      .object({
        handOffId: z.string(),
        version: z.int(),
        kind: z.enum(HAND_OFF_REASONS),
        priority: z.enum(['urgent', 'high', 'normal']),
        openedAt: isoInstant,
        lastWords: z.string().nullable(),
        unread: z.int(),
        dueAt: isoInstant,
        minutesLeft: z.int().meta({ description: 'Of working time; by the wall clock where it is urgent' }),
        clockRuns: z.boolean(),
        clockResumesAt: isoInstant.nullable(),
        waitingSince: isoInstant.nullable(),
        holder: z.string().nullable(),
        since: isoInstant.nullable(),
        leaseUntil: isoInstant.nullable(),
        linkedTo: z.string().nullable(),
        closeReasons: z.array(z.enum(CLOSE_OUTCOMES)),
      })
      .nullable(),
    who: z.object({
      debtorId: z.string(),
      nameMasked: z.string(),
      locale,
      zone: z.string(),
      channel,
      addressMasked: z.string(),
      optedOutAt: isoInstant.nullable(),
      verified: rightParty,
    }),
    money: z
      .object({
        balance: z.array(debtAnswer),
        offered: offeredAnswer.nullable(),
        plans: z.array(planAnswer),
        promised: z.array(promiseAnswer),
      })
      .nullable()
      .meta({ description: 'Null where somebody may be in danger' }),
    disputes: z.array(
      z.object({ number: z.string(), kind: z.string(), debtId: z.string(), answerByOn: isoDay }),
    ),
    holds: z.array(
      z.object({
        reason: z.enum(HOLD_REASONS),
        debtId: z.string().nullable(),
        since: isoInstant,
        until: isoInstant.nullable(),
        passes: z.array(z.string()),
        staffMayWrite: z.enum(['nothing', 'without-debt', 'anything']),
      }),
    ),
    cases: z.array(z.object({ debtId: z.string(), reference: z.string() })),
  })
  .meta({ id: 'Brief' });

type BriefAnswer = z.infer<typeof briefAnswer>;

/** Most entries of one list; a brief stays short. */
const MOST = 10;

export const briefView = ({ about, waiting, money, disputes }: Brief): BriefAnswer => ({
  id: about.conversation.id,
  asOf: toIso(about.now),
  lender: about.lender.code,
  state: about.conversation.state,
  owner: about.conversation.owner,
  why: waiting === null ? null : whyView(waiting),
  who: whoView(about),
  money: money === null ? null : moneyView(about, money),
  disputes: disputes
    .slice(0, MOST)
    .map(({ number, kind, debtId, answerByOn }) => ({ number, kind, debtId, answerByOn })),
  holds: about.holds.slice(0, MOST).map(({ scope, reason, placedAt, until }) => ({
    reason,
    debtId: scope.kind === 'debt' ? scope.debtId : null,
    since: toIso(placedAt),
    until: toIsoOrNull(until),
    passes: [...HOLD_TABLE[reason].passes],
    staffMayWrite: HOLD_TABLE[reason].staffMayWrite,
  })),
  cases: about.debts.slice(0, MOST).map(({ id, reference }) => ({ debtId: id, reference })),
});

const whyView = ({ item, holder, clock, outcomes }: DeskItem): NonNullable<BriefAnswer['why']> => ({
  handOffId: item.id,
  version: item.version,
  kind: item.reason,
  priority: item.priority,
  openedAt: toIso(item.openedAt),
  lastWords: item.lastWords,
  unread: item.unread,
  dueAt: toIso(item.answerBy),
  minutesLeft: clock.minutesLeft,
  clockRuns: clock.running,
  clockResumesAt: toIsoOrNull(clock.resumesAt),
  waitingSince: toIsoOrNull(item.waitingSince),
  holder,
  since: holder === null ? null : toIsoOrNull(item.claimedAt),
  leaseUntil: holder === null ? null : toIsoOrNull(item.leaseUntil),
  linkedTo: item.linkedTo,
  closeReasons: [...outcomes],
});

const whoView = ({ debtor, contactPoint, zone, now }: DeskCase): BriefAnswer['who'] => {
  const party = contactPoint.rightParty;
  return {
    debtorId: debtor.id,
    nameMasked: maskName(debtor.name, debtor.locale),
    locale: debtor.locale,
    zone,
    channel: contactPoint.channel,
    addressMasked: maskAddress(contactPoint.address),
    optedOutAt: toIsoOrNull(contactPoint.optedOutAt),
    verified: {
      state: rightPartyState(party, now),
      method: party.state === 'confirmed' ? party.method : null,
      until: party.state === 'confirmed' ? toIso(party.expiresAt) : null,
    },
  };
};

const moneyView = (
  { debts, today }: DeskCase,
  { offered, plans, promises }: BriefMoney,
): NonNullable<BriefAnswer['money']> => ({
  balance: debts.slice(0, MOST).map((debt) => debtView(debt, daysPastDue(debt, today))),
  offered:
    offered === null
      ? null
      : {
          totalMinor: offered.terms.totalMinor,
          discountMinor: offered.terms.discountMinor,
          currency: offered.terms.currency,
          frequency: offered.terms.frequency,
          instalments: offered.terms.instalments.length,
          firstDueOn: offered.terms.instalments[0]?.dueOn ?? null,
          firstAmountMinor: offered.terms.instalments[0]?.amountMinor ?? null,
          rounds: offered.rounds,
          reason: offerReasonView(offered.reason),
        },
  plans: plans.slice(0, MOST).map(({ id, debtId, instalments, totalMinor, currency }) => {
    const next = instalments.find(({ state }) => state !== 'paid');
    return {
      id,
      debtId,
      paidInstalments: instalments.filter(({ state }) => state === 'paid').length,
      instalments: instalments.length,
      paidMinor: instalments.reduce((sum, { paidMinor }) => sum + paidMinor, 0),
      totalMinor,
      currency,
      nextDueOn: next?.dueOn ?? null,
      nextAmountMinor: next ? next.amountMinor - next.paidMinor : null,
    };
  }),
  promised: promises.slice(0, MOST).map(({ id, debtId, amount, dueOn, state }) => ({
    id,
    debtId,
    amount: { amountMinor: amount.minor, currency: amount.currency },
    dueOn,
    state,
  })),
});

const debtView = (debt: Debt, past: number): z.infer<typeof debtAnswer> => ({
  debtId: debt.id,
  reference: debt.reference,
  product: debt.product,
  state: debt.state,
  dueOn: debt.dueOn,
  daysPastDue: past,
  currency: debt.currency,
  ...debt.components,
  outstandingMinor: outstanding(debt).minor,
});
