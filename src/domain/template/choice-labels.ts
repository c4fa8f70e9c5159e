import { instant } from '../calendar/instant.js';
import { zoneId } from '../calendar/zone.js';
import type { ConversationState } from '../conversation/conversation.js';
import type { Locale } from '../shared/locale.js';
import { readReply } from '../understanding/read-reply.js';
import type { Intent } from '../understanding/understanding.js';
import type { TextRange } from './plain-text.js';

/** A numbered line of a body: the debtor answers with the number, or types the label. */
export interface NumberedLine extends TextRange {
  readonly number: number;
  readonly label: string;
}

export const numberedLines = (body: string): NumberedLine[] =>
  [...body.matchAll(/^[^\S\n]*(\d+)[ .、．)）](.*)$/gmu)].map((match) => ({
    number: Number(match[1]),
    label: (match[2] ?? '').trim(),
    start: match.index,
    end: match.index + match[0].length,
  }));

/** `other`: typed, it means another of the choices; `unclear`: it means none of them. */
export type LabelFault = 'other' | 'unclear';

/** What conversations wait for while choices are on the table. */
const STATES: readonly ConversationState[] = [
  'open',
  'awaiting-identity',
  'negotiating',
  'confirming-plan',
  'confirming-promise',
  'confirming-new-date',
];

/** Holds a label against what it stands for, as the debtor's own words would be read; null when they agree. */
export function labelFault(
  label: string,
  meant: Intent,
  choices: readonly Intent[],
  locale: Locale,
): LabelFault | null {
  const read = STATES.map((state) => firstIntent(label, state, locale));
  if (read.includes(meant)) return null;
  return read.some((intent) => intent !== undefined && choices.includes(intent)) ? 'other' : 'unclear';
}

const firstIntent = (text: string, state: ConversationState, locale: Locale): Intent | undefined =>
  readReply({ text, locale, state, choices: [], ...ANY_TIME_AND_PLACE }).intents[0]?.name;

/** A label names no day and no amount, so when and where it is read makes no difference. */
const ANY_TIME_AND_PLACE = { now: instant(0), zone: zoneId('UTC'), currency: 'CNY' } as const;
