import { z } from 'zod';
import type { SandboxMove } from '../../../application/simulator/move-sandbox-clock.js';
import type { SandboxLine } from '../../../application/simulator/read-sandbox-chat.js';
import { PERSONA_NAMES, PERSONAS } from '../../../domain/sandbox/persona.js';
import type { Sandbox, SandboxCase, SandboxScript } from '../../../domain/sandbox/sandbox.js';
import { SANDBOX_CHANNELS } from '../../../domain/sandbox/sandbox.js';
import { idText, isoInstant, locale, toIso, toIsoOrNull } from '../api/representation.js';

export const personaSchema = z
  .object({
    name: z.enum(PERSONA_NAMES),
    daysPastDue: z.int(),
    owedMinor: z.int(),
    lines: z.record(locale, z.array(z.string())),
  })
  .meta({ id: 'Persona' });

export const personas = (): z.infer<typeof personaSchema>[] =>
  Object.values(PERSONAS).map(({ name, daysPastDue, principalMinor, interestMinor, lines }) => ({
    name,
    daysPastDue,
    owedMinor: principalMinor + interestMinor,
    lines: { 'zh-CN': [...lines['zh-CN']], en: [...lines.en] },
  }));

export const sandboxSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    clockAt: isoInstant,
    createdBy: z.string(),
    createdAt: isoInstant,
    version: z.int(),
  })
  .meta({ id: 'Sandbox' });

export const toSandbox = (sandbox: Sandbox): z.infer<typeof sandboxSchema> => ({
  ...sandbox,
  clockAt: toIso(sandbox.clockAt),
  createdAt: toIso(sandbox.createdAt),
});

export const newSandbox = z.strictObject({
  name: z.string().trim().min(1).max(100),
  startsAt: isoInstant.optional(),
});

const definition = {
  persona: z.enum(PERSONA_NAMES),
  lender: z.string().min(1).max(64),
  channel: z.enum(SANDBOX_CHANNELS),
  locale,
};
export const newCase = z.strictObject(definition);

export const stepSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('say'), text: z.string().min(1).max(4_000) }),
  z.strictObject({ kind: z.literal('move'), minutes: z.int().min(1).max(132_480) }),
  z.strictObject({ kind: z.literal('pay'), amountMinor: z.int().min(1).max(1_000_000_000_000) }),
]);

export const newStep = z.strictObject({
  step: stepSchema,
  /** As a provider would name the message: given twice, the message came twice and counts once. */
  messageId: z.string().min(1).max(100).optional(),
});

export const caseSchema = z
  .object({
    ...definition,
    debtId: z.string(),
    reference: z.string(),
    begunAt: isoInstant,
    steps: z.array(stepSchema),
    version: z.int(),
  })
  .meta({ id: 'SandboxCase' });

export const toCase = (one: SandboxCase): z.infer<typeof caseSchema> => ({
  persona: one.definition.persona,
  lender: one.definition.lenderCode,
  channel: one.definition.channel,
  locale: one.definition.locale,
  debtId: one.debtId,
  reference: one.definition.reference,
  begunAt: toIso(one.begunAt),
  steps: [...one.steps],
  version: one.version,
});

/** To a moment, or to the next one at which something happens. */
export const clockMove = z.union([
  z.strictObject({ to: isoInstant }),
  z.strictObject({ minutes: z.int().min(1).max(132_480) }),
  z.strictObject({ next: z.literal(true) }),
]);

export const moveSchema = z
  .object({
    now: isoInstant,
    runs: z.array(z.object({ at: isoInstant, job: z.string(), result: z.string() })),
    events: z.array(
      z.object({
        at: isoInstant,
        type: z.string(),
        subjects: z.record(z.string(), z.string()),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'SandboxMove' });

export const toMove = ({ now, runs, events }: SandboxMove): z.infer<typeof moveSchema> => ({
  now: toIso(now),
  runs: runs.map((run) => ({ ...run, at: toIso(run.at) })),
  events: events.map(({ at, type, subjects, reason }) => ({
    at: toIso(at),
    type,
    subjects: { ...subjects },
    reason: reason ?? null,
  })),
});

export const lineSchema = z
  .object({
    from: z.enum(['debtor', 'parley']),
    id: z.string(),
    at: isoInstant,
    text: z.string().nullable(),
    template: z.string().nullable(),
    state: z.string().nullable(),
    verdict: z.object({ decision: z.string(), rule: z.string(), until: isoInstant.nullable() }).nullable(),
  })
  .meta({ id: 'SandboxLine' });

export const toLine = (line: SandboxLine): z.infer<typeof lineSchema> => {
  if (line.from === 'debtor') {
    return { ...line, at: toIso(line.at), template: null, state: null, verdict: null };
  }
  const { verdict } = line;
  return {
    ...line,
    at: toIso(line.at),
    verdict: verdict && {
      decision: verdict.decision,
      rule: verdict.ruleId,
      until: toIsoOrNull('until' in verdict ? verdict.until : null),
    },
  };
};

export const chatSchema = z
  .object({
    lines: z.array(lineSchema),
    /** What the invented person knows when asked who they are. */
    facts: z.object({ idEndsIn: z.string(), birthDate: z.string() }),
  })
  .meta({ id: 'SandboxChat' });

export const scriptSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    startsAt: isoInstant,
    opening: z.array(z.string()),
    steps: z.array(z.object({ step: stepSchema, answers: z.array(z.string()) })),
    createdBy: z.string(),
    createdAt: isoInstant,
  })
  .meta({ id: 'SandboxScript' });

export const toScript = (script: SandboxScript): z.infer<typeof scriptSchema> => ({
  id: script.id,
  name: script.name,
  startsAt: toIso(script.startsAt),
  opening: [...script.opening],
  steps: script.steps.map(({ step, answers }) => ({ step, answers: [...answers] })),
  createdBy: script.createdBy,
  createdAt: toIso(script.createdAt),
});

export const newScript = z.strictObject({
  sandboxId: idText,
  debtId: idText,
  name: z.string().trim().min(1).max(100),
});

export const replaySchema = z
  .object({
    passed: z.boolean(),
    steps: z.int(),
    differences: z.array(
      z.object({ step: z.int(), expected: z.array(z.string()), answered: z.array(z.string()) }),
    ),
  })
  .meta({ id: 'SandboxReplay' });

export const sandboxParam = z.strictObject({ id: idText });
/** The client chooses the id of a case and of a script: the same one again is the same thing. */
export const caseParam = z.strictObject({ id: idText, debtId: z.uuid() });
export const scriptParam = z.strictObject({ id: z.uuid() });
