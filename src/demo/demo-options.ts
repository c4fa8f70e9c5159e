import { parseArgs } from 'node:util';
import { DomainError } from '../domain/shared/domain-error.js';

export interface DemoOptions {
  readonly days: number;
  readonly debts: number;
  readonly seed: string;
  /** Go on as a service on the demo's data afterwards. */
  readonly serve: boolean;
  /** Print only what is the same on every machine and database. */
  readonly plain: boolean;
}

/** The last day the demo can reach is the last one that every holiday calendar of the packs knows. */
const MOST_DAYS = 60;
const MOST_DEBTS = 20_000;

/** Throws `DEMO.BAD_OPTION` with the option that is wrong. */
export const readDemoOptions = (argv: readonly string[]): DemoOptions => {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      allowNegative: true,
      options: {
        days: { type: 'string', default: '30' },
        debts: { type: 'string', default: '500' },
        seed: { type: 'string', default: 'parley' },
        serve: { type: 'boolean', default: true },
        plain: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new DomainError('DEMO.BAD_OPTION', error instanceof Error ? error.message : 'Unknown option.');
  }
  return {
    days: wholeNumber('days', values.days, MOST_DAYS),
    debts: wholeNumber('debts', values.debts, MOST_DEBTS),
    seed: values.seed,
    serve: values.serve,
    plain: values.plain,
  };
};

const wholeNumber = (name: string, text: string, most: number): number => {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
  throw new DomainError('DEMO.BAD_OPTION', `--${name} must be a whole number from 1 to ${most}.`);
};
