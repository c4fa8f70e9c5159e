import { z } from 'zod';
import { instant } from '../../domain/calendar/instant.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { ZoneId } from '../../domain/calendar/zone.js';
import { zoneId } from '../../domain/calendar/zone.js';
import { CONVERSATION_STATES } from '../../domain/conversation/conversation.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { LOCALES } from '../../domain/shared/locale.js';
import type { Money } from '../../domain/shared/money.js';
import { exponentOf } from '../../domain/shared/money.js';
import type { IntentModel } from '../../domain/understanding/intent-model.js';
import { readReply } from '../../domain/understanding/read-reply.js';
import type { Intent, Slots } from '../../domain/understanding/understanding.js';

/** When and where messages are read that say nothing else. */
export interface Moment {
  readonly now: Instant;
  readonly zone: ZoneId;
}

const State = z.enum(CONVERSATION_STATES);

const Row = z.object({
  id: z.union([z.string(), z.number()]),
  locale: z.enum(LOCALES).optional(),
  text: z.string(),
  now: z.string().optional(),
  zone: z.string().optional(),
  /** What had been asked, as the state of the conversation. */
  context: z.union([State, z.object({ state: State.optional() })]).nullish(),
});

/** Acts that the labels have no name of their own for. */
const LABEL: Readonly<Partial<Record<Intent, Intent>>> = {
  show_plan: 'ask_balance',
  move_date: 'negotiate_terms',
  minor: 'not_debtor',
  cease_contact: 'stop_contact',
};

/** `2026-11-23T10:00+08:00[Asia/Shanghai]`; the zone in brackets may be missing. Throws `CLI.BAD_MOMENT`. */
export function readMoment(text: string): { readonly now: Instant; readonly zone: ZoneId | null } {
  const match =
    /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))(?:\[([^\]]+)\])?$/.exec(
      text,
    );
  const moment = Date.parse(match?.[1] ?? '');
  if (Number.isNaN(moment)) {
    throw new DomainError(
      'CLI.BAD_MOMENT',
      `"${text.slice(0, 60)}" is no moment; write it like 2026-11-23T10:00+08:00[Asia/Shanghai].`,
    );
  }
  return { now: instant(moment), zone: match?.[2] === undefined ? null : zoneId(match[2]) };
}

/** One row answered. Throws `CLI.BAD_ROW` when it is not of the form, `CLI.BAD_MOMENT` and `CALENDAR.UNKNOWN_ZONE`. */
export function answerRow(line: string, at: Moment, model: IntentModel): object {
  const row = rowOf(line);
  const own = row.now === undefined ? null : readMoment(row.now);
  const locale = row.locale ?? (/[\u4e00-\u9fff]/.test(row.text) ? 'zh-CN' : 'en');
  const state = typeof row.context === 'string' ? row.context : (row.context?.state ?? 'open');
  const started = performance.now();
  const { intents, slots, severity } = readReply(
    {
      text: row.text,
      locale,
      now: own?.now ?? at.now,
      zone: row.zone === undefined ? (own?.zone ?? at.zone) : zoneId(row.zone),
      state,
      choices: [],
      currency: locale === 'en' ? 'USD' : 'CNY',
    },
    model,
  );
  const ms = performance.now() - started;
  return {
    id: row.id,
    intents: labelled(intents),
    slots: writtenSlots(slots),
    ...(severity === null ? {} : { severity }),
    ms: Math.round(ms * 1_000) / 1_000,
  };
}

function rowOf(line: string): z.infer<typeof Row> {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw new DomainError('CLI.BAD_ROW', 'This is not JSON.');
  }
  const row = Row.safeParse(json);
  if (row.success) return row.data;
  const [issue] = row.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw new DomainError(
    'CLI.BAD_ROW',
    where === ''
      ? 'A row is an object with id and text.'
      : `The field "${where}" is missing or not of its form.`,
  );
}

/** Best first: what is answered first never scores less than what stands beside it. */
function labelled(intents: readonly { readonly name: Intent; readonly score: number }[]): object[] {
  const names = [...new Set(intents.map(({ name }) => LABEL[name] ?? name))];
  const scores = names.map((name) =>
    Math.max(...intents.filter((one) => (LABEL[one.name] ?? one.name) === name).map(({ score }) => score)),
  );
  return names.map((name, at) => ({ name, score: Math.round(Math.max(...scores.slice(at)) * 1e4) / 1e4 }));
}

const written = ({ minor, currency }: Money): object => ({
  value: minor / 10 ** exponentOf(currency),
  currency,
});

const writtenSlots = ({ amount, date, installments, per, downPayment, ratio }: Slots): object => ({
  ...(amount === undefined ? {} : { amount: written(amount) }),
  ...(date === undefined ? {} : { date }),
  ...(installments === undefined ? {} : { installments }),
  ...(per === undefined ? {} : { per }),
  ...(downPayment === undefined ? {} : { downPayment: written(downPayment) }),
  ...(ratio === undefined ? {} : { ratio }),
});
