import { toIso } from '../../domain/calendar/instant.js';
import type { CaseBrief } from '../../application/desk/read-case.js';
import type { QueueEntry } from '../../application/desk/read-queue.js';
import { table } from './table.js';

export const queueLines = (entries: readonly QueueEntry[]): string[] =>
  entries.length === 0
    ? ['Nothing is waiting.']
    : table([
        ['ITEM', 'PRIORITY', 'REASON', 'ANSWER BY (UTC)', 'MINUTES LEFT', 'HELD BY', 'LENDER', 'DEBTOR'],
        ...entries.map(({ item, minutesLeft, lender, maskedName }) => [
          item.id,
          item.priority,
          item.reason,
          toIso(item.answerBy).slice(0, 16),
          String(minutesLeft),
          item.claimedBy ?? '–',
          lender,
          maskedName,
        ]),
      ]);

export const caseLines = (brief: CaseBrief): string[] => [
  `${brief.maskedName} · ${brief.lender} · ${brief.confirmed ? 'right party confirmed' : 'NOT confirmed'} · ${brief.channel}`,
  `here because: ${brief.reason} (${brief.priority}), ${brief.minutesLeft} minutes left`,
  ...brief.debts.map(
    (debt) =>
      `debt ${debt.reference}: ${debt.outstanding} open (principal ${debt.principal}, interest ${debt.interest}, fees ${debt.fees}, paid ${debt.paid}), due ${debt.dueOn}, ${debt.state}`,
  ),
  ...brief.promises.map((promise) => `promised: ${promise}`),
  ...(brief.offered === null ? [] : [`offered: ${brief.offered}`]),
  ...brief.arrangements.map((arrangement) => `plan: ${arrangement}`),
  ...brief.disputes.map((dispute) => `dispute: ${dispute}`),
  `holds: ${brief.holds.join(', ') || 'none'}`,
  '',
  ...brief.lines.map((line) => `${toIso(line.at).slice(0, 16)} ${line.from.padEnd(8)} ${line.text}`),
];
