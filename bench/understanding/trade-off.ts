import { instant } from '../../src/domain/calendar/instant.js';
import { zoneId } from '../../src/domain/calendar/zone.js';
import { readReply } from '../../src/domain/understanding/read-reply.js';
import type { ReadingThresholds } from '../../src/domain/understanding/thresholds.js';
import { THRESHOLDS } from '../../src/domain/understanding/thresholds.js';
import type { Intent } from '../../src/domain/understanding/understanding.js';
import { isCommitment } from '../../src/domain/understanding/weigh-intents.js';
import type { HeldOut } from './train-model.js';

interface Read {
  readonly said: readonly Intent[];
  readonly tags: readonly string[];
  readonly intents: readonly Intent[];
  readonly unsure: boolean;
}

type Change = Readonly<Partial<ReadingThresholds>>;

/** What is drawn: each row changes what it names and leaves the rest as it is in force. */
const ROWS: readonly Change[] = [
  {},
  { crisis: 0.1 },
  { crisis: 0.3 },
  { figureOfSpeech: 0.1 },
  { figureOfSpeech: 0.3 },
  { stopContact: 0.06, notDebtor: 0.1, legalRepresentation: 0.08, deceased: 0.08 },
  { stopContact: 0.25, notDebtor: 0.3, legalRepresentation: 0.3, deceased: 0.3 },
  { commitment: 0.5, hedgedCommitment: 0.7 },
  { commitment: 0.8, hedgedCommitment: 0.9 },
  { unsureBelow: 0.25 },
  { unsureBelow: 0.45 },
];

const NOW = instant(Date.parse('2026-11-23T10:00+08:00'));
const HOME = zoneId('Asia/Shanghai');

function readAll(heldOut: readonly HeldOut[], change: Change): Read[] {
  const thresholds = { ...THRESHOLDS, ...change };
  return heldOut.map(({ row, model }) => {
    const { text, locale } = row;
    const currency = locale === 'en' ? 'USD' : 'CNY';
    const asked = { text, locale, now: NOW, zone: HOME, state: 'open', choices: [], currency } as const;
    const { intents, likely } = readReply(asked, { ...model, thresholds });
    return {
      said: row.intents,
      tags: row.tags ?? [],
      intents: intents.map(({ name }) => name),
      unsure: likely !== undefined,
    };
  });
}

const share = (reads: readonly Read[], holds: (one: Read) => boolean): string =>
  `${((100 * reads.filter(holds).length) / Math.max(1, reads.length)).toFixed(1)} %`;

function rowOf(heldOut: readonly HeldOut[], change: Change): string {
  const reads = readAll(heldOut, change);
  const saying = (intent: Intent): Read[] => reads.filter(({ said }) => said.includes(intent));
  const heard = (intent: Intent): string => share(saying(intent), ({ intents }) => intents.includes(intent));
  const jokes = reads.filter(({ tags, said }) => tags.includes('crisis_hardneg') && !said.includes('crisis_self_harm'));
  const free = reads.filter(({ said }) => !said.some(isCommitment));
  const cells = [
    Object.entries(change)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(', ') || '**in force**',
    share(reads, ({ said, intents }) => said[0] === intents[0]),
    share(free, ({ intents }) => intents.slice(0, 1).some(isCommitment)),
    heard('crisis_self_harm'),
    share(jokes, ({ intents }) => intents.includes('crisis_self_harm')),
    ...(['stop_contact', 'not_debtor', 'legal_representation', 'deceased'] as const).map(heard),
    share(reads, ({ unsure }) => unsure),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Rows for the table of thresholds in `docs/understanding.md`, over every fourth message, as models read it that never saw it. */
export const tradeOff = (heldOut: readonly HeldOut[]): string[] => [
  '| value | first act right | false commitments | crisis heard | idioms taken for it | stop | not the debtor | legal | deceased | unsure |',
  '|---|---|---|---|---|---|---|---|---|---|',
  ...ROWS.map((change) => rowOf(
    heldOut.filter((_, at) => at % 4 === 0),
    change,
  )),
];
