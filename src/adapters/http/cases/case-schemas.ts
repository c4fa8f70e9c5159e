import { z } from 'zod';
import type { CaseFile } from '../../../application/cases/read-case-file.js';
import { DELINQUENCY_BUCKETS } from '../../../domain/debt/delinquency.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { ContactPoint } from '../../../domain/debtor/contact-point.js';
import { rightPartyState } from '../../../domain/debtor/contact-point.js';
import { maskAddress, maskId } from '../../../domain/debtor/mask-address.js';
import { maskName } from '../../../domain/debtor/mask-name.js';
import {
  channel,
  idText,
  isoDay,
  isoInstant,
  locale,
  moneySchema,
  toIso,
  toIsoOrNull,
} from '../api/representation.js';
import {
  balance,
  holdAnswer,
  promiseAnswer,
  arrangementAnswer,
  disputeAnswer,
  owed,
  balanceView,
  holdView,
  promiseView,
  arrangementView,
  disputeView,
  DEBT_STATES,
} from './case-parts.js';

export const caseParam = z.strictObject({ debtId: idText });

const contactPoint = z.object({
  id: z.string(),
  channel,
  addressMasked: z.string(),
  provenance: z.string(),
  consentAt: isoInstant.nullable(),
  rightParty: z.object({
    state: z.enum(['unconfirmed', 'confirmed', 'wrong']),
    method: z.string().nullable(),
    until: isoInstant.nullable(),
    failedTries: z.int(),
  }),
  optedOutAt: isoInstant.nullable(),
  unreachableAt: isoInstant.nullable(),
  lastInboundAt: isoInstant.nullable(),
});

export const caseAnswer = z
  .object({
    debtId: z.string(),
    version: z.int(),
    asOf: isoInstant,
    reference: z.string(),
    lender: z.object({ id: z.string(), code: z.string(), name: z.string() }),
    product: z.string(),
    state: z.enum(DEBT_STATES),
    tenantRole: z.enum(['creditor', 'agency']),
    dueOn: isoDay,
    daysPastDue: z.int(),
    bucket: z.enum(DELINQUENCY_BUCKETS),
    closedAt: isoInstant.nullable(),
    balance,
    debtor: z.object({
      id: z.string(),
      nameMasked: z.string(),
      idMasked: z.string().nullable(),
      birthDateKnown: z.boolean(),
      locale,
      country: z.string().nullable(),
      zones: z.array(z.string()),
      preference: z
        .object({
          notBefore: z.int().nullable(),
          notAfter: z.int().nullable(),
          weekdays: z.array(z.int()),
        })
        .nullable(),
      vulnerabilities: z.array(z.string()),
    }),
    contactPoints: z.array(contactPoint),
    conversations: z.array(
      z.object({ id: z.string(), contactPointId: z.string(), state: z.string(), owner: z.string() }),
    ),
    holds: z.array(holdAnswer),
    promises: z.array(promiseAnswer),
    arrangements: z.array(arrangementAnswer),
    disputes: z.array(disputeAnswer),
    otherDebts: z.array(
      z.object({ debtId: z.string(), reference: z.string(), state: z.string(), outstanding: moneySchema }),
    ),
  })
  .meta({ id: 'Case' });

const contactPointView = (point: ContactPoint, now: Instant): z.infer<typeof contactPoint> => {
  const { rightParty } = point;
  return {
    id: point.id,
    channel: point.channel,
    addressMasked: maskAddress(point.address),
    provenance: point.provenance,
    consentAt: toIsoOrNull(point.consent?.at ?? null),
    rightParty: {
      state: rightPartyState(rightParty, now),
      method: rightParty.state === 'confirmed' ? rightParty.method : null,
      until: rightParty.state === 'confirmed' ? toIso(rightParty.expiresAt) : null,
      failedTries: rightParty.state === 'unconfirmed' ? rightParty.failedTries : 0,
    },
    optedOutAt: toIsoOrNull(point.optedOutAt),
    unreachableAt: toIsoOrNull(point.unreachableAt),
    lastInboundAt: toIsoOrNull(point.lastInboundAt),
  };
};

export const caseView = (file: CaseFile): z.infer<typeof caseAnswer> => {
  const { debt, debtor, lender } = file;
  const { idNumber, birthDate } = debtor.checkFacts;
  return {
    debtId: debt.id,
    version: debt.version,
    asOf: toIso(file.asOf),
    reference: debt.reference,
    lender: { id: lender.id, code: lender.code, name: lender.displayName[debtor.locale] },
    product: debt.product,
    state: debt.state,
    tenantRole: debt.tenantRole,
    dueOn: debt.dueOn,
    daysPastDue: file.daysPastDue,
    bucket: file.bucket,
    closedAt: toIsoOrNull(debt.closedAt),
    balance: balanceView(debt),
    debtor: {
      id: debtor.id,
      nameMasked: maskName(debtor.name, debtor.locale),
      idMasked: idNumber === null ? null : maskId(idNumber),
      birthDateKnown: birthDate !== null,
      locale: debtor.locale,
      country: debtor.country,
      zones: [...debtor.zones],
      preference:
        debtor.preference === null
          ? null
          : { ...debtor.preference, weekdays: [...debtor.preference.weekdays] },
      vulnerabilities: [...debtor.vulnerabilities],
    },
    contactPoints: file.contactPoints.map((point) => contactPointView(point, file.asOf)),
    conversations: file.conversations.map(({ id, contactPointId, state, owner }) => ({
      id,
      contactPointId,
      state,
      owner,
    })),
    holds: file.holds.map(holdView),
    promises: file.promises.map(promiseView),
    arrangements: file.arrangements.map(arrangementView),
    disputes: file.disputes.map(disputeView),
    otherDebts: file.otherDebts.map((other) => ({
      debtId: other.id,
      reference: other.reference,
      state: other.state,
      outstanding: owed(other),
    })),
  };
};
