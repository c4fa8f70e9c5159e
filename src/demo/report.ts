import { table } from '../adapters/cli/table.js';
import type { InvariantResult } from '../application/audit/check-invariants.js';
import type { PortfolioFigures } from '../application/ports/portfolio-figures.js';
import { formatMoney, money } from '../domain/shared/money.js';

const COUNT_LABELS = [
  ['debts', 'debts'],
  ['contacted', 'contacted'],
  ['rightParty', 'right party confirmed'],
  ['replied', 'replied'],
  ['promised', 'promised'],
  ['promisesKept', 'promises kept'],
  ['promisesPartlyKept', 'promises partly kept'],
  ['promisesBroken', 'promises broken'],
  ['plansAgreed', 'plans agreed'],
  ['plansCompleted', 'plans completed'],
  ['plansBroken', 'plans broken'],
  ['paid', 'paid'],
  ['disputes', 'disputes'],
  ['optOuts', 'opt-outs'],
  ['handOffs', 'hand-offs'],
  ['closedWithoutPerson', 'closed without a person'],
] as const;

/** The table at the end of the demo. Inside a unit of work. */
export const reportLines = async (figures: PortfolioFigures): Promise<string[]> => {
  const counts = await figures.counts();
  const share = (count: number, of: number): string =>
    of === 0 ? '–' : `${((100 * count) / of).toFixed(1)} %`;
  return [
    ...table(
      COUNT_LABELS.map(([key, label]) => [label, String(counts[key]), share(counts[key], counts.debts)]),
    ),
    '',
    'messages by state',
    ...table((await figures.messagesByState()).map(({ name, count }) => [`  ${name}`, String(count)])),
    '',
    'unsent by rule',
    ...table((await figures.unsentByRule()).map(({ name, count }) => [`  ${name}`, String(count)])),
    '',
    ...table([
      ['money', 'debts', 'owed', 'recovered', 'share'],
      ...(await figures.money()).map(({ currency, debts, owedMinor, recoveredMinor }) => [
        `  ${currency}`,
        String(debts),
        formatMoney(money(owedMinor, currency), 'en'),
        formatMoney(money(recoveredMinor, currency), 'en'),
        share(recoveredMinor, owedMinor),
      ]),
    ]),
    '',
    ...table([
      ['experiment', 'arm', 'debts', 'contacted', 'paid', 'of all', 'of contacted'],
      ...(await figures.arms()).map(({ experiment, arm, debts, contacted, paid }) => [
        `  ${experiment}`,
        arm,
        String(debts),
        String(contacted),
        String(paid),
        share(paid, debts),
        share(paid, contacted),
      ]),
    ]),
  ];
};

export const invariantLines = (results: readonly InvariantResult[]): string[] =>
  table(
    results.map(({ name, checked, broken }) => [
      broken === 0 ? '✓' : '✗',
      name,
      broken === 0 ? `${checked} checked` : `${broken} BROKEN of ${checked}`,
    ]),
  );
