import { z } from 'zod';
import type { ConversationEntry } from '../../../application/desk/conversation-entry.js';
import { writerOf } from '../../../application/desk/conversation-entry.js';
import type { StoredVerdict } from '../../../application/ports/verdicts.js';
import type { ContactVerdict } from '../../../domain/contact-policy/decision.js';
import type { Message, MessageState } from '../../../domain/message/message.js';
import { CANCEL_CAUSES } from '../../../domain/message/message.js';
import { evidence, evidenceView, offerReason, offerReasonView } from './offer-reason.js';
import { channel, isoDay, isoInstant, moneySchema, toIso, toIsoOrNull } from '../api/representation.js';

export const eventsQuery = z.strictObject({
  before: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const verdictAnswer = z
  .object({
    decision: z.string(),
    ruleId: z.string(),
    until: isoInstant.nullable(),
    packVersions: z.array(z.string()),
    inputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'Verdict' });

/** What became of a message, in the words of the screen. */
const WORDS = {
  queued: 'queued',
  checking: 'checking',
  deferred: 'deferred',
  cancelled: 'withdrawn',
  suppressed: 'not-sent',
  'too-old': 'not-sent',
  sent: 'sent',
  'sent-unconfirmed': 'sent-unconfirmed',
  unknown: 'unknown',
  failed: 'failed',
  delivered: 'delivered',
  read: 'read',
} as const satisfies Record<MessageState, string>;

const placed = { seq: z.int(), at: isoInstant };

export const messageAnswer = z
  .object({
    ...placed,
    kind: z.literal('message'),
    id: z.string(),
    origin: z.string(),
    author: z.string().nullable(),
    channel,
    state: z.string(),
    word: z.enum([...new Set(Object.values(WORDS))]),
    stateReason: z.string().nullable(),
    template: z.string().nullable(),
    reason: offerReason.nullable().meta({ description: 'Of an offer of the assistant' }),
    text: z.string().nullable(),
    notBefore: isoInstant,
    sentAt: isoInstant.nullable(),
    cancelIf: z.array(z.enum(CANCEL_CAUSES)),
    verdict: z.object({ at: isoInstant, ...verdictAnswer.shape }).nullable(),
  })
  .meta({ id: 'ConversationMessage' });

const entryAnswer = z
  .discriminatedUnion('kind', [
    z.object({
      ...placed,
      kind: z.literal('inbound'),
      id: z.string(),
      content: z.string(),
      text: z.string().nullable(),
      state: z.string(),
      recalledAt: isoInstant.nullable().meta({ description: 'When the debtor took it back' }),
      understood: z
        .object({
          intents: z.array(z.object({ name: z.string(), confidence: z.number() })),
          severity: z.string().nullable(),
          evidence: z.array(evidence),
        })
        .nullable(),
    }),
    messageAnswer,
    z.object({ ...placed, kind: z.literal('note'), id: z.string(), author: z.string(), text: z.string() }),
    z.object({
      ...placed,
      kind: z.literal('hold'),
      id: z.string(),
      reason: z.string(),
      debtId: z.string().nullable(),
      until: isoInstant.nullable(),
      releasedAt: isoInstant.nullable(),
    }),
    z.object({
      ...placed,
      kind: z.literal('hand-off'),
      id: z.string(),
      reason: z.string(),
      priority: z.string(),
      state: z.string(),
      answerBy: isoInstant,
      claimedBy: z.string().nullable(),
      closedAt: isoInstant.nullable(),
      closedBy: z.string().nullable(),
      outcome: z.string().nullable(),
      next: z.string().nullable(),
    }),
    z.object({
      ...placed,
      kind: z.literal('promise'),
      id: z.string(),
      debtId: z.string(),
      amount: moneySchema,
      dueOn: isoDay,
      state: z.string(),
      settledAt: isoInstant.nullable(),
    }),
    z.object({
      ...placed,
      kind: z.literal('dispute'),
      id: z.string(),
      number: z.string(),
      debtId: z.string(),
      dispute: z.string(),
      state: z.string(),
      outcome: z.string().nullable(),
      answerByOn: isoDay,
      decidedAt: isoInstant.nullable(),
      decidedBy: z.string().nullable(),
    }),
    z.object({
      ...placed,
      kind: z.literal('payment'),
      id: z.string(),
      debtId: z.string(),
      amount: moneySchema,
      receivedOn: isoDay,
    }),
  ])
  .meta({ id: 'ConversationEntry' });
type EntryAnswer = z.infer<typeof entryAnswer>;

export const eventsAnswer = z.object({ items: z.array(entryAnswer), next: z.string().nullable() });

export const verdictView = (verdict: ContactVerdict): z.infer<typeof verdictAnswer> => ({
  decision: verdict.decision,
  ruleId: verdict.ruleId,
  until: verdict.decision === 'DEFER' ? toIso(verdict.until) : null,
  packVersions: [...verdict.packVersions],
  inputs: { ...verdict.inputs },
});

export const messageView = (
  message: Message,
  seq: number,
  {
    text,
    template,
    verdict,
  }: {
    readonly text: string | null;
    readonly template: string | null;
    readonly verdict: StoredVerdict | null;
  },
): z.infer<typeof messageAnswer> => ({
  kind: 'message',
  seq,
  at: toIso(message.queuedAt),
  id: message.id,
  origin: message.origin,
  author: writerOf(message),
  channel: message.channel,
  state: message.state,
  word: WORDS[message.state],
  stateReason: message.stateReason,
  template,
  reason: offerReasonView(message.fields['offeredFor']),
  text,
  notBefore: toIso(message.notBefore),
  sentAt: toIsoOrNull(message.sentAt),
  cancelIf: [...(message.cancelIf ?? [])],
  verdict: verdict && { at: toIso(verdict.at), ...verdictView(verdict.verdict) },
});

export function entryView(entry: ConversationEntry): EntryAnswer {
  const { id, seq } = entry;
  switch (entry.kind) {
    case 'message':
      return messageView(entry.message, seq, entry);
    case 'inbound': {
      const { heard, text } = entry;
      const { understanding } = heard;
      return {
        kind: 'inbound',
        id,
        seq,
        at: toIso(heard.receivedAt),
        content: heard.content.kind,
        text,
        state: heard.state,
        recalledAt: toIsoOrNull(heard.recalledAt),
        understood: understanding && {
          intents: understanding.intents.map(({ name, score }) => ({ name, confidence: score })),
          severity: understanding.severity,
          evidence: evidenceView(entry.evidence),
        },
      };
    }
    case 'note':
      return {
        kind: 'note',
        id,
        seq,
        at: toIso(entry.note.writtenAt),
        author: entry.note.author,
        text: entry.note.text,
      };
    case 'hold': {
      const { hold } = entry;
      return {
        kind: 'hold',
        id,
        seq,
        at: toIso(hold.placedAt),
        reason: hold.reason,
        debtId: hold.scope.kind === 'debt' ? hold.scope.debtId : null,
        until: toIsoOrNull(hold.until),
        releasedAt: toIsoOrNull(hold.releasedAt),
      };
    }
    case 'hand-off': {
      const { handOff } = entry;
      return {
        kind: 'hand-off',
        id,
        seq,
        at: toIso(handOff.openedAt),
        reason: handOff.reason,
        priority: handOff.priority,
        state: handOff.state,
        answerBy: toIso(handOff.answerBy),
        claimedBy: handOff.claimedBy,
        closedAt: toIsoOrNull(handOff.closedAt),
        closedBy: handOff.closedBy,
        outcome: handOff.outcome,
        next: handOff.afterClose,
      };
    }
    case 'promise': {
      const { promise } = entry;
      return {
        kind: 'promise',
        id,
        seq,
        at: toIso(promise.madeAt),
        debtId: promise.debtId,
        amount: { amountMinor: promise.amount.minor, currency: promise.amount.currency },
        dueOn: promise.dueOn,
        state: promise.state,
        settledAt: toIsoOrNull(promise.settledAt),
      };
    }
    case 'dispute': {
      const { dispute } = entry;
      return {
        kind: 'dispute',
        id,
        seq,
        at: toIso(dispute.openedAt),
        number: dispute.number,
        debtId: dispute.debtId,
        dispute: dispute.kind,
        state: dispute.state,
        outcome: dispute.outcome,
        answerByOn: dispute.answerByOn,
        decidedAt: toIsoOrNull(dispute.decidedAt),
        decidedBy: dispute.decidedBy,
      };
    }
    case 'payment': {
      const { payment } = entry;
      return {
        kind: 'payment',
        id,
        seq,
        at: toIso(payment.recordedAt),
        debtId: payment.debtId,
        amount: { amountMinor: payment.amountMinor, currency: payment.currency },
        receivedOn: payment.receivedOn,
      };
    }
  }
}
