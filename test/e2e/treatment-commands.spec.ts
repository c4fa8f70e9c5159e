import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eachDatabase } from '../support/databases.js';
import { START } from '../support/people.js';
import { Service } from '../support/service.js';

const EARLY = readFileSync('config/treatments/early.yaml', 'utf8');
const CELL = `{ maximumInstalments: 6, minimumInstalmentMinor: 10000, minimumFirstPaymentPerMille: 0,
      startWithinDays: 15, frequencies: [monthly], lumpDiscountPerMille: 0 }`;
const LIMITS = `buckets:
  1-30:
    assistant: ${CELL}
    staff: ${CELL}
    lead: ${CELL}
maximumRounds: 3
promiseWithinDays: 14
graceDays: 3
selfServiceDateMoves: 1
`;

eachDatabase('treatments and limits by command', (place) => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-contents-'));
  let service: Service;

  beforeAll(async () => {
    service = await Service.start(await place.url(), START, ['lumen']);
  });
  afterAll(async () => {
    await service.stop();
    rmSync(folder, { recursive: true });
  });

  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  it('publishes a treatment of one lender by two people', async () => {
    const own = file('own.yaml', EARLY.replace('segment:', 'segment:\n  lenders: [lumen]'));
    const ofLumen = ['--lender', 'lumen'] as const;
    expect(await service.does('treatment', 'validate', own, ...ofLumen)).toContain('early can be published.');
    expect((await service.parley('treatment', 'draft', own, ...ofLumen)).errors[0]).toMatch(/^CLI\.NO_NAME/);
    expect(await service.does('--as', 'ada', 'treatment', 'draft', own, ...ofLumen)).toBe('early 1: draft.');
    const early = ['early', ...ofLumen] as const;
    expect(await service.does('--as', 'ada', 'treatment', 'submit', ...early)).toBe('early 1: in-review.');
    const same = await service.parley('--as', 'ada', 'treatment', 'publish', ...early);
    expect([same.code, same.errors[0]]).toEqual([1, expect.stringMatching(/^REVISION\.SAME_PERSON: /)]);
    expect(await service.does('treatment', 'list', ...ofLumen)).toMatch(/early +20 +built-in .* 1 in-review/);
    expect(await service.does('--as', 'ben', 'treatment', 'publish', ...early)).toBe('early 1: published.');
    expect(await service.does('treatment', 'list', ...ofLumen)).toMatch(/early +20 +lender 1 .* –/);
    expect(await service.does('treatment', 'list')).toMatch(/early +20 +built-in /);
    const again = await service.parley('--as', 'ben', 'treatment', 'publish', ...early);
    expect(again.errors[0]).toMatch(/^REVISION\.UNKNOWN: /);
    expect(await service.does('--as', 'ada', 'treatment', 'draft', own, ...ofLumen)).toBe('early 2: draft.');
  });

  it('says where a file is wrong, in its form and in its meaning', async () => {
    const form = file('form.yaml', EARLY.replace('daysPastDue: 4', 'daysPastDue: four'));
    const unread = await service.parley('treatment', 'validate', form);
    expect(unread.errors[0]).toMatch(/^CONFIG\.INVALID: form\.yaml, line 26, at steps\.2\.daysPastDue: /);
    const meaning = file('meaning.yaml', EARLY.replace('id: day-9', 'id: day-4'));
    const stopped = await service.parley('treatment', 'validate', meaning);
    expect(stopped.out).toContain('stop  steps.3.id, steps.2.id: Two steps have the same id.');
    expect(stopped.errors[0]).toMatch(/^REVISION\.FAULTY: early cannot be published/);
    expect(stopped.code).toBe(1);
  });

  it('publishes limits by two people', async () => {
    const sound = file('limits.yaml', LIMITS);
    const crossed = file(
      'crossed.yaml',
      LIMITS.replace('    lead: { maximumInstalments: 6', '    lead: { maximumInstalments: 5'),
    );
    const stopped = await service.parley('limits', 'validate', 'lumen', 'default', crossed);
    expect(stopped.out[0]).toBe(
      'stop  buckets.1-30.staff.maximumInstalments, buckets.1-30.lead.maximumInstalments: The staff would concede more than the lead.',
    );
    const contrary = file('contrary.yaml', `${LIMITS}style: { openingShare: 0.2, closingShare: 0.3 }\n`);
    const style = await service.parley('limits', 'validate', 'lumen', 'default', contrary);
    expect(style.out[0]).toMatch(/^stop {2}style\.closingShare: closingShare must not be above/);
    expect(await service.does('limits', 'validate', 'lumen', 'default', sound)).toBe(
      'default can be published.',
    );
    expect(await service.does('limits', 'list', 'lumen')).toMatch(/default +file +not-due 1-30 /);
    await service.does('--as', 'ada', 'limits', 'draft', 'lumen', 'default', sound);
    await service.does('--as', 'ada', 'limits', 'submit', 'lumen', 'default');
    const done = await service.does('--as', 'ben', 'limits', 'publish', 'lumen', 'default');
    expect(done).toBe('default 1: published.');
    const shown = await service.does('limits', 'show', 'lumen', 'default');
    expect(shown).toMatch(/maximumInstalments: 6[^]*style:\n {2}lumpMonths: [\d.]+\n/);
    expect(await service.does('limits', 'validate', 'lumen', 'default', file('shown.yaml', shown))).toBe(
      'default can be published.',
    );
    await service.does('lender', 'apply', resolve('config', 'lenders', 'lumen.yaml'));
    expect(await service.does('limits', 'list', 'lumen')).toMatch(/default +1 +1-30 +–/);
  });
});
