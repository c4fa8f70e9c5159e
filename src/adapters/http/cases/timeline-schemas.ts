import { z } from 'zod';
import { TIMELINE_PARTS } from '../../../application/cases/read-timeline.js';
import type { CaseEntry } from '../../../application/cases/read-timeline.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import { HOLD_REASONS } from '../../../domain/debtor/hold.js';
import { maskAddress } from '../../../domain/debtor/mask-address.js';
import { pageOf, pageQuery } from '../api/page.js';
import { channel, isoDay, isoInstant, moneySchema, toIso, toIsoOrNull } from '../api/representation.js';
import { evidence, evidenceView, offerReason, offerReasonView } from '../desk/offer-reason.js';
import { accessView } from './case-list-schemas.js';
import {
  arrangementAnswer,
  arrangementView,
  disputeAnswer,
  disputeView,
  promiseAnswer,
  promiseView,
} from './case-parts.js';

export const timelineQuery = pageQuery.extend({ part: z.enum(TIMELINE_PARTS).default('all') });

const verdict = z.object({
  at: isoInstant,
  decision: z.string(),
  ruleId: z.string(),
  packVersions: z.array(z.string()),
  inputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  until: isoInstant.nullable(),
});
const message = z.object({
  channel,
  origin: z.string(),
  purpose: z.string(),
  template: z.string().nullable(),
  reason: offerReason.nullable().meta({ description: 'Of an offer of the assistant' }),
  templateVersionId: z.string(),
  state: z.string(),
  stateReason: z.string().nullable(),
  text: z.string().nullable(),
  notBefore: isoInstant,
  sentAt: isoInstant.nullable(),
  verdict: verdict.nullable(),
});
const entryAnswer = z
  .object({
    id: z.string(),
    at: isoInstant,
    kind: z.enum([
      'inbound',
      'message',
      'hold',
      'hand-off',
      'promise',
      'arrangement',
      'dispute',
      'payment',
      'access',
    ]),
    inbound: z
      .object({
        channel,
        content: z.string(),
        text: z.string().nullable(),
        understood: z
          .object({ intents: z.array(z.string()), evidence: z.array(evidence) })
          .nullable()
          .meta({ description: 'What it was read to mean' }),
        recalledAt: isoInstant.nullable().meta({ description: 'When the debtor took it back' }),
      })
      .optional(),
    message: message.optional(),
    hold: z
      .object({
        scope: z.enum(['debtor', 'debt']),
        reason: z.enum(HOLD_REASONS),
        until: isoInstant.nullable(),
        releasedAt: isoInstant.nullable(),
      })
      .optional(),
    handOff: z
      .object({
        reason: z.string(),
        priority: z.string(),
        state: z.string(),
        answerBy: isoInstant,
        closedAt: isoInstant.nullable(),
        closedBy: z.string().nullable(),
        outcome: z.string().nullable(),
      })
      .optional(),
    promise: promiseAnswer.optional(),
    arrangement: arrangementAnswer.optional(),
    dispute: disputeAnswer.optional(),
    payment: z.object({ reference: z.string(), amount: moneySchema, receivedOn: isoDay }).optional(),
    access: z
      .object({
        actor: z.string(),
        act: z.enum(['viewed', 'revealed']),
        field: z.string().nullable(),
        reason: z.string().nullable(),
      })
      .optional(),
  })
  .meta({ id: 'CaseEntry' });
type EntryAnswer = z.infer<typeof entryAnswer>;
export const timelineAnswer = pageOf(entryAnswer);

export const entryView = (entry: CaseEntry): EntryAnswer => ({
  id: entry.id,
  at: toIso(momentOf(entry)),
  kind: entry.kind,
  ...partOf(entry),
});

const momentOf = (entry: CaseEntry): Instant => {
  switch (entry.kind) {
    case 'inbound':
      return entry.heard.receivedAt;
    case 'message':
      return entry.message.queuedAt;
    case 'hold':
      return entry.hold.placedAt;
    case 'hand-off':
      return entry.handOff.openedAt;
    case 'promise':
      return entry.promise.madeAt;
    case 'arrangement':
      return entry.arrangement.agreedAt;
    case 'dispute':
      return entry.dispute.openedAt;
    case 'payment':
      return entry.payment.recordedAt;
    case 'access':
      return entry.access.at;
  }
};

const partOf = (entry: CaseEntry): Partial<EntryAnswer> => {
  switch (entry.kind) {
    case 'inbound': {
      const { heard, text } = entry;
      const { channel: on, content, recalledAt, understanding } = heard;
      const understood = understanding && {
        intents: understanding.intents.map(({ name }) => name),
        evidence: evidenceView(entry.evidence),
      };
      const inbound = { channel: on, content: content.kind, text, understood };
      return { inbound: { ...inbound, recalledAt: toIsoOrNull(recalledAt) } };
    }
    case 'message':
      return { message: messageView(entry) };
    case 'hold': {
      const { scope, reason, until, releasedAt } = entry.hold;
      return {
        hold: { scope: scope.kind, reason, until: toIsoOrNull(until), releasedAt: toIsoOrNull(releasedAt) },
      };
    }
    case 'hand-off': {
      const { reason, priority, state, answerBy, closedAt, closedBy, outcome } = entry.handOff;
      return {
        handOff: {
          reason,
          priority,
          state,
          answerBy: toIso(answerBy),
          closedAt: toIsoOrNull(closedAt),
          closedBy,
          outcome,
        },
      };
    }
    case 'promise':
      return { promise: promiseView(entry.promise) };
    case 'arrangement':
      return { arrangement: arrangementView(entry.arrangement) };
    case 'dispute':
      return { dispute: disputeView(entry.dispute) };
    case 'payment': {
      const { reference, amountMinor, currency, receivedOn } = entry.payment;
      return { payment: { reference, amount: { amountMinor, currency }, receivedOn } };
    }
    case 'access': {
      const { actor, act, field, reason } = accessView(entry.access);
      return { access: { actor, act, field, reason } };
    }
  }
};

const messageView = (entry: Extract<CaseEntry, { kind: 'message' }>): z.infer<typeof message> => {
  const { message: sent, verdict: given, template, text } = entry;
  return {
    channel: sent.channel,
    origin: sent.origin,
    purpose: sent.purpose,
    template,
    reason: offerReasonView(sent.fields['offeredFor']),
    templateVersionId: sent.templateVersionId,
    state: sent.state,
    stateReason: sent.stateReason === null ? null : maskIfAddress(sent.stateReason),
    text,
    notBefore: toIso(sent.notBefore),
    sentAt: toIsoOrNull(sent.sentAt),
    verdict:
      given === null
        ? null
        : {
            at: toIso(given.at),
            decision: given.verdict.decision,
            ruleId: given.verdict.ruleId,
            packVersions: [...given.verdict.packVersions],
            inputs: { ...given.verdict.inputs },
            until: given.verdict.decision === 'DEFER' ? toIso(given.verdict.until) : null,
          },
  };
};

/** A provider may name the number it refused. */
const maskIfAddress = (reason: string): string =>
  reason.replaceAll(/\+?\d{8,15}|\S+@\S+/gu, (address) => maskAddress(address));
