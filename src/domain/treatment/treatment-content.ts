import type { Channel } from '../shared/channel.js';
import type { CadenceStep, ExperimentArm, Segment, StepCondition, Treatment } from './treatment.js';

/** A treatment as people write it, with times of day as in `10:00`; `24:00` ends a day. */
export interface TreatmentContent {
  readonly name: string;
  readonly priority: number;
  readonly segment: Segment;
  readonly channels: readonly Channel[];
  readonly experiment: { readonly name: string; readonly arms: readonly ExperimentArm[] };
  readonly steps: readonly StepContent[];
}

export interface StepContent {
  readonly id: string;
  readonly daysPastDue: number;
  readonly template: string;
  readonly channels?: readonly Channel[];
  readonly window: { readonly from: string; readonly to: string };
  readonly conditions?: readonly StepCondition[];
  readonly arms?: readonly string[];
}

/** What a treatment is, without the name of its version. */
export type TreatmentDefinition = Omit<Treatment, 'version'>;

export const definitionOf = ({ steps, ...rest }: TreatmentContent): TreatmentDefinition => ({
  ...rest,
  steps: steps.map(({ window, ...step }): CadenceStep => ({
    ...step,
    notBefore: minuteOf(window.from),
    notAfter: minuteOf(window.to),
  })),
});

export const contentOf = ({ version, steps, ...rest }: Treatment): TreatmentContent => {
  void version;
  return {
    ...rest,
    steps: steps.map(({ notBefore, notAfter, ...step }) => ({
      ...step,
      window: { from: timeOf(notBefore), to: timeOf(notAfter) },
    })),
  };
};

const minuteOf = (time: string): number => {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
};

const timeOf = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
