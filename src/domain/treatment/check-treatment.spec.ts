import { describe, expect, it } from '@jest/globals';
import type { PackHours } from '../contact-policy/resolve-policy.js';
import { CHANNELS } from '../shared/channel.js';
import { checkTreatment } from './check-treatment.js';
import type { StepContent, TreatmentContent } from './treatment-content.js';
import { contentOf, definitionOf } from './treatment-content.js';
import type { TreatmentSurroundings } from './treatment-surroundings.js';

const hoursOf = (from: number, to: number): PackHours[] => [
  {
    packId: 'cn',
    fixedZone: null,
    fixedZones: [],
    byWeekday: [[], ...Array.from({ length: 7 }, () => [{ from: from * 60, to: to * 60 }])],
    holidays: new Set(),
    calendarsFrom: -Infinity,
    calendarsThrough: Infinity,
    caps: [],
  },
];

const step = (id: string, daysPastDue: number, given: Partial<StepContent> = {}): StepContent => ({
  id,
  daysPastDue,
  template: 'reminder-friendly',
  window: { from: '10:00', to: '19:00' },
  ...given,
});

const content: TreatmentContent = {
  name: 'early',
  priority: 20,
  segment: { buckets: ['1-30'] },
  channels: ['wechat', 'sms'],
  experiment: {
    name: 'cadence',
    arms: [
      { name: 'none', weight: 1, sends: false },
      { name: 'standard', weight: 9, sends: true },
    ],
  },
  steps: [
    step('hello', 1, { conditions: ['right-party-unconfirmed'] }),
    step('hello-known', 1, { conditions: ['right-party-confirmed'] }),
    step('day-9', 9, { arms: ['standard'] }),
  ],
};

const around: TreatmentSurroundings = {
  templates: new Set(['reminder-friendly']),
  servedChannels: new Set(CHANNELS),
  lenders: [
    { code: 'lumen', hours: hoursOf(8, 20) },
    { code: 'northwind', hours: hoursOf(9, 12) },
  ],
  owner: null,
  others: [],
  former: null,
  matching: 5_000,
};

const faults = (changed: Partial<TreatmentContent>, surroundings: Partial<TreatmentSurroundings> = {}) =>
  checkTreatment({ ...content, ...changed }, { ...around, ...surroundings }).map((fault) => [
    fault.code,
    fault.severity,
    fault.path,
    fault.otherPath,
  ]);
const arms = (...given: TreatmentContent['experiment']['arms']) => ({
  experiment: { name: 'cadence', arms: given },
});

describe('the checks of a treatment', () => {
  it('find nothing wrong with a sound one', () => {
    expect(faults({})).toEqual([]);
    expect(contentOf({ ...definitionOf(content), version: 'v' })).toEqual(content);
  });

  it('name both steps that have one id, and both that stand in the wrong order', () => {
    const [first, second, third] = content.steps as [StepContent, StepContent, StepContent];
    expect(faults({ steps: [first, second, { ...third, id: 'hello' }] })).toEqual([
      ['TREATMENT.STEP_TWICE', 'stop', 'steps.2.id', 'steps.0.id'],
    ]);
    expect(faults({ steps: [first, third, second] })).toEqual([
      ['TREATMENT.STEP_ORDER', 'stop', 'steps.2.daysPastDue', 'steps.1.daysPastDue'],
    ]);
  });

  it('find a template, a channel, an arm that is not there', () => {
    expect(faults({ steps: [step('a', 1, { template: 'gone', arms: ['patient'] })] })).toEqual([
      ['TREATMENT.ARM_WITHOUT_STEP', 'warn', 'experiment.arms.1.name', 'steps'],
      ['TREATMENT.UNKNOWN_TEMPLATE', 'stop', 'steps.0.template', null],
      ['TREATMENT.UNKNOWN_ARM', 'stop', 'steps.0.arms.0', 'experiment.arms'],
    ]);
    expect(faults({ channels: ['telegram', 'telegram'] }, { servedChannels: new Set(['sms']) })).toEqual([
      ['TREATMENT.CHANNEL_TWICE', 'stop', 'channels.1', 'channels.0'],
      ['TREATMENT.CHANNELS_NOT_SERVED', 'warn', 'channels', null],
    ]);
  });

  it('find a window that ends before it begins, or is outside every lawful time', () => {
    const at = (from: string, to: string) => faults({ steps: [step('a', 1, { window: { from, to } })] });
    expect(at('19:00', '10:00')).toEqual([
      ['TREATMENT.WINDOW', 'stop', 'steps.0.window.from', 'steps.0.window.to'],
    ]);
    expect(at('20:00', '24:00')).toEqual([['TREATMENT.NEVER_LAWFUL', 'stop', 'steps.0.window', null]]);
    expect(at('00:00', '08:00')).toEqual([['TREATMENT.NEVER_LAWFUL', 'stop', 'steps.0.window', null]]);
    expect(at('12:00', '19:00')).toEqual([['TREATMENT.NEVER_LAWFUL', 'warn', 'steps.0.window', null]]);
    expect(at('00:00', '09:01')).toEqual([]);
    const lumen = {
      segment: { lenders: ['lumen'] },
      steps: [step('a', 1, { window: { from: '12:00', to: '19:00' } })],
    };
    expect(faults(lumen)).toEqual([]);
    const packs = [{ code: 'lumen', hours: [...hoursOf(8, 12), ...hoursOf(12, 20)] }];
    expect(faults(lumen, { lenders: packs })).toEqual([
      ['TREATMENT.NEVER_LAWFUL', 'stop', 'steps.0.window', null],
    ]);
  });

  it('find steps that are never reached or always passed over', () => {
    expect(faults({ steps: [step('a', 1), step('b', 31)] })).toEqual([
      ['TREATMENT.STEP_NEVER_REACHED', 'stop', 'steps.1.daysPastDue', 'segment.buckets'],
    ]);
    expect(faults({ steps: [step('a', 1), step('b', 1, { conditions: ['no-reply-yet'] })] })).toEqual([
      ['TREATMENT.STEP_HIDDEN', 'warn', 'steps.1', 'steps.0'],
    ]);
    expect(faults({ steps: [step('a', 1, { arms: ['standard'] }), step('b', 1)] })).toEqual([]);
  });

  it('weigh the arms: none, one name twice, a control group too small to show anything', () => {
    const none = { name: 'none', weight: 0, sends: false };
    const standard = { name: 'standard', weight: 0, sends: true };
    expect(faults(arms(none, standard))).toEqual([['TREATMENT.NO_WEIGHT', 'stop', 'experiment.arms', null]]);
    const twice = [content.experiment.arms[1]!, content.experiment.arms[1]!];
    expect(faults(arms(...twice))).toEqual([
      ['TREATMENT.ARM_TWICE', 'stop', 'experiment.arms.1.name', 'experiment.arms.0.name'],
    ]);
    expect(faults({}, { matching: 1_000 })).toEqual([]);
    expect(faults({}, { matching: 999 })).toEqual([
      ['TREATMENT.SMALL_HOLD_OUT', 'warn', 'experiment.arms.0.weight', 'segment'],
    ]);
  });

  it('warn when debts keep an arm that is gone', () => {
    const former = { ...definitionOf(content), version: 'v' };
    expect(faults({}, { former })).toEqual([]);
    const renamed = arms(
      { name: 'none', weight: 1, sends: false },
      { name: 'usual', weight: 9, sends: true },
    );
    expect(faults({ ...renamed, steps: [step('a', 1)] }, { former })).toEqual([
      ['TREATMENT.ARM_GONE', 'warn', 'experiment.arms', null],
    ]);
  });

  it('refuse two treatments for the same debts with the same priority', () => {
    const other = { ...definitionOf(content), name: 'other', version: 'v' };
    expect(faults({}, { others: [other] })).toEqual([
      ['TREATMENT.SAME_PRIORITY', 'stop', 'priority', 'treatments.other.priority'],
    ]);
    expect(faults({}, { others: [{ ...other, priority: 21 }] })).toEqual([]);
    expect(faults({}, { others: [{ ...other, segment: { buckets: ['31-60'] } }] })).toEqual([]);
  });

  it('keep the treatment of one lender to that lender', () => {
    const owner = 'lumen';
    expect(faults({}, { owner })).toEqual([['TREATMENT.OTHER_LENDER', 'stop', 'segment.lenders', null]]);
    expect(faults({ segment: { lenders: ['lumen', 'northwind'] } }, { owner })).toEqual([
      ['TREATMENT.OTHER_LENDER', 'stop', 'segment.lenders', null],
    ]);
    expect(faults({ segment: { lenders: ['lumen'] } }, { owner })).toEqual([]);
    expect(faults({ segment: { lenders: ['nobody'] } })).toContainEqual([
      'TREATMENT.UNKNOWN_LENDER',
      'stop',
      'segment.lenders.0',
      null,
    ]);
  });
});
