import type { DebtEntity } from '../../../src/adapters/persistence/entities/debt.entity.js';
import type { TouchEntity } from '../../../src/adapters/persistence/entities/touch.entity.js';

/** What a figure counts: ids above and below the line. */
export interface Recounted {
  readonly numerator: ReadonlySet<string>;
  readonly denominator: ReadonlySet<string> | null;
}

/** One debt that came to a step, and what became of it. */
export interface Exposure {
  readonly touch: TouchEntity;
  readonly debt: DebtEntity;
  readonly locale: string;
  readonly version: string | null;
  readonly complete: boolean;
  readonly contacted: boolean;
  readonly unconfirmed: boolean;
  readonly replied: boolean;
  readonly promised: boolean;
  readonly kept: boolean;
  readonly recovered: boolean;
  readonly complained: boolean;
  readonly optedOut: boolean;
}

export const outcomes = (rows: readonly Exposure[]): Record<string, Recounted> => {
  const treated = rows.filter(({ touch }) => touch.state !== 'control');
  const held = rows.filter(({ touch }) => touch.state === 'control');
  const all = treated.filter(({ complete }) => complete);
  const control = held.filter(({ complete }) => complete);
  const contacted = all.filter((one) => one.contacted);
  const promised = all.filter((one) => one.promised);
  const of = (some: readonly Exposure[], among: readonly Exposure[]): Recounted => ({
    numerator: touchIds(some),
    denominator: touchIds(among),
  });
  return {
    'recovered-of-all': of(
      all.filter((one) => one.recovered),
      all,
    ),
    'recovered-of-contacted': of(
      contacted.filter((one) => one.recovered),
      contacted,
    ),
    control: of(
      control.filter((one) => one.recovered),
      control,
    ),
    contacted: of(contacted, all),
    unconfirmed: of(
      all.filter((one) => one.unconfirmed),
      contacted,
    ),
    replied: of(
      all.filter((one) => one.replied),
      contacted,
    ),
    promised: of(promised, all),
    kept: of(
      all.filter((one) => one.kept),
      promised,
    ),
    complaints: of(
      all.filter((one) => one.complained),
      contacted,
    ),
    'opt-outs': of(
      all.filter((one) => one.optedOut),
      contacted,
    ),
    incomplete: { numerator: touchIds(treated.filter((one) => !one.complete)), denominator: null },
    'control-incomplete': { numerator: touchIds(held.filter((one) => !one.complete)), denominator: null },
  };
};

export const isRecovered = (
  { state, paidMinor, closedAt }: DebtEntity,
  from: number,
  until: number,
): boolean =>
  ['paid', 'settled'].includes(state) &&
  paidMinor > 0 &&
  closedAt !== null &&
  closedAt >= from &&
  closedAt < until;

const touchIds = (rows: readonly Exposure[]): Set<string> => ids(rows.map(({ touch }) => touch));

export const ids = (rows: readonly { readonly id: string }[]): Set<string> =>
  new Set(rows.map(({ id }) => id));
