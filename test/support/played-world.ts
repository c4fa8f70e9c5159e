import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, plus } from '../../src/domain/calendar/instant.js';
import type { Instant } from '../../src/domain/calendar/instant.js';
import { todayIn, zoneId } from '../../src/domain/calendar/zone.js';
import { writeDebtFiles, writePaymentFile } from '../../src/demo/demo-files.js';
import { makePortfolio } from '../../src/demo/portfolio.js';
import type { DemoDebtor } from '../../src/demo/portfolio.js';
import { World } from '../../src/demo/world.js';
import type { Service } from './service.js';

/** The lenders of the demo's portfolio. */
export const DEMO_LENDERS = ['lumen', 'haitang', 'northwind', 'meridian'] as const;

export interface PlayedDays {
  readonly seed: string;
  readonly debts: number;
  readonly days: number;
}

/** Imports a portfolio of the demo into a service with its lenders and plays so many days of it. */
export const playDays = async (
  service: Service,
  { seed, debts, days }: PlayedDays,
): Promise<readonly DemoDebtor[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-world-'));
  const start: Instant = service.now();
  try {
    const debtors = makePortfolio(seed, debts, todayIn(start, zoneId('UTC')));
    for (const file of writeDebtFiles(folder, debtors)) await service.does('import', 'debts', file);
    const world = new World(
      service.app,
      service.clock,
      {
        seed,
        start,
        days,
        scope: service.scope,
        onProgress: () => undefined,
        importPayments: async (day, payments) => {
          const file = writePaymentFile(folder, day, service.now(), payments);
          await service.does('import', 'payments', file);
        },
      },
      debtors,
    );
    await world.play();
    if (service.now() < plus(start, days * DAY)) throw new Error('the days were not played to their end');
    return debtors;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
