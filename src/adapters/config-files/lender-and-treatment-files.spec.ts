import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { YamlLenderFiles } from './lender-file.js';
import { FileTreatments } from './treatment-files.js';

const folder = mkdtempSync(join(tmpdir(), 'parley-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const lumen = readFileSync('config/lenders/lumen.yaml', 'utf8');
const early = readFileSync('config/treatments/early.yaml', 'utf8');
const templates = new Set(readdirSync('templates/en').map((file) => file.replace('.md', '')));

const lenderOf = (text: string) => {
  writeFileSync(join(folder, 'lender.yaml'), text);
  return new YamlLenderFiles().read(join(folder, 'lender.yaml'));
};
const treatmentsOf = (text: string) => {
  writeFileSync(join(folder, 'early.yaml'), text);
  rmSync(join(folder, 'lender.yaml'), { force: true });
  return new FileTreatments(folder, templates).all();
};

const refusalOf = (attempt: () => unknown): unknown => {
  try {
    attempt();
  } catch (refusal) {
    return refusal;
  }
  return null;
};

describe('lender files', () => {
  it.each(readdirSync('config/lenders'))('reads the example %s', (file) => {
    const lender = new YamlLenderFiles().read(join('config/lenders', file));
    expect(`${lender.code}.yaml`).toBe(file);
    expect(lender.limits['default']?.maximumRounds).toBe(3);
  });

  it('fills in what is left out, and reads hours as minutes', () => {
    const lender = lenderOf(lumen);
    expect(lender.organisation).toEqual(lender.displayName);
    expect(lender.workingHours.zone).toBe('Asia/Shanghai');
    expect(lender.workingHours.periods[1]).toEqual({ weekdays: [1, 2, 3, 4, 5], from: 780, to: 1080 });
    expect(lender.limits['信用卡']).toMatchObject({ maximumInstalments: 24 });
  });

  it.each([
    ['broken YAML', lumen.replace('code: lumen', 'code: [lumen'), /^lender\.yaml, line \d+/],
    ['a missing key', lumen.replace(/^country.*$/m, ''), /country/],
    ['an unknown key', `${lumen}\nfoo: 1\n`, /foo/],
    [
      'a wrong zone',
      lumen.replace('zone: Asia/Shanghai', 'zone: Asia/Shangri-La'),
      /line 6, at zone: .*IANA/,
    ],
    ['hours that end early', lumen.replace("to: '12:00'", "to: '08:00'"), /workingHours\.periods\.0\.to/],
    ['an impossible holiday', lumen.replace('2026-10-07', '2026-10-32'), /workingHours\.holidays\.4/],
    [
      'a setting of the style out of bounds',
      lumen.replace('maximumRounds: 3', 'maximumRounds: 3\n    style: { shrink: 2 }'),
      /limits\.default\.style\.shrink/,
    ],
    [
      'an unknown rule of payment days',
      lumen.replace('maximumRounds: 3', 'maximumRounds: 3\n    paymentDayRule: some-day'),
      /limits\.default\.paymentDayRule/,
    ],
    [
      'interest above what anybody may charge',
      lumen.replace('maximumRounds: 3', 'maximumRounds: 3\n    interestPerYearPerMille: 361'),
      /limits\.default\.interestPerYearPerMille/,
    ],
    [
      'an unknown setting of the style',
      lumen.replace('maximumRounds: 3', 'maximumRounds: 3\n    style: { charm: 1 }'),
      /limits\.default\.style/,
    ],
    [
      'a style that takes ground back',
      lumen.replace(
        'maximumRounds: 3',
        'maximumRounds: 3\n    style: { openingShare: 0.2, closingShare: 0.3 }',
      ),
      /limits\.default\.style\.closingShare: closingShare must not be above openingShare/,
    ],
    ['no default limits', lumen.replace('default: &limits', 'loan: &limits'), /default/],
  ])('refuses %s and says where', (_what, text, place) => {
    expect(refusalOf(() => lenderOf(text))).toMatchObject({
      code: 'CONFIG.INVALID',
      message: expect.stringMatching(place),
    });
  });

  it('says that a file is missing', () => {
    expect(refusalOf(() => new YamlLenderFiles().read(join(folder, 'none.yaml')))).toMatchObject({
      code: 'CONFIG.NO_FILE',
    });
  });
});

describe('treatment files', () => {
  it('reads the treatments of the product by priority, each with a group without messages', () => {
    const all = new FileTreatments('config/treatments', templates).all();
    expect(all.map(({ name }) => name)).toEqual(['before-due', 'early', 'middle', 'late']);
    for (const { experiment } of all) expect(experiment.arms.some((arm) => !arm.sends)).toBe(true);
  });

  it('reads a treatment for lenders that are not there yet', () => {
    const [read] = treatmentsOf(early.replace('segment:', 'segment:\n  lenders: [nobody]'));
    expect(read?.segment.lenders).toEqual(['nobody']);
  });

  it('changes the version when anything changes', () => {
    const [before] = treatmentsOf(early);
    const [same] = treatmentsOf(`${early}\n# a remark\n`);
    const [after] = treatmentsOf(early.replace('daysPastDue: 22', 'daysPastDue: 23'));
    expect(same?.version).toBe(before?.version);
    expect(after?.version).not.toBe(before?.version);
  });

  it.each([
    ['a template that does not exist', early.replace('reminder-firm', 'reminder-rude'), /steps\.5\.template/],
    [
      'steps in the wrong order',
      early.replace('daysPastDue: 9', 'daysPastDue: 3'),
      /line \d+, at steps\.3\.days/,
    ],
    ['an arm that does not exist', early.replace('arms: [standard]', 'arms: [standart]'), /steps\.2\.arms/],
    ['a step twice', early.replace('id: day-9', 'id: day-4'), /steps/],
    ['an unknown channel', early.replace('channels: [wechat', 'channels: [pigeon'), /channels\.0/],
    ['an unknown bucket', early.replace('[1-30]', '[1-31]'), /segment\.buckets\.0/],
    ['a window that ends early', early.replace("to: '19:00'", "to: '09:00'"), /steps\.0\.window/],
  ])('refuses %s and says where', (_what, text, place) => {
    expect(refusalOf(() => treatmentsOf(text))).toMatchObject({
      code: 'CONFIG.INVALID',
      message: expect.stringMatching(place),
    });
  });
});
