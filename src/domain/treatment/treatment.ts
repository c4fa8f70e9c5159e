import type { Channel } from '../shared/channel.js';
import type { DelinquencyBucket } from '../debt/delinquency.js';

/** Which debts a treatment is for. An absent list means any. */
export interface Segment {
  readonly lenders?: readonly string[];
  readonly products?: readonly string[];
  readonly currencies?: readonly string[];
  readonly buckets?: readonly DelinquencyBucket[];
  readonly minimumOutstandingMinor?: number;
}

/** One step of a cadence. */
export interface CadenceStep {
  /** Unique within the treatment; part of the touch's identity. */
  readonly id: string;
  /** Negative: before the due date. */
  readonly daysPastDue: number;
  /** Template purpose name, e.g. `reminder-friendly`. */
  readonly template: string;
  /** Overrides the treatment's order. */
  readonly channels?: readonly Channel[];
  /** Preferred local time of day, minutes after midnight; the policy's window still decides. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Only when this holds at planning time. */
  readonly conditions?: readonly StepCondition[];
  /** Only for these experiment arms; absent: for all that send. */
  readonly arms?: readonly string[];
}

export type StepCondition = 'no-reply-yet' | 'right-party-confirmed' | 'right-party-unconfirmed';

export interface ExperimentArm {
  readonly name: string;
  /** Weights are relative to one another. */
  readonly weight: number;
  /** False: the control group, which gets no message. */
  readonly sends: boolean;
}

export interface Treatment {
  readonly name: string;
  /** Fingerprint of the definition; stored with everything planned from it. */
  readonly version: string;
  /** Lower comes first when several segments match. */
  readonly priority: number;
  readonly segment: Segment;
  readonly channels: readonly Channel[];
  readonly experiment: { readonly name: string; readonly arms: readonly ExperimentArm[] };
  readonly steps: readonly CadenceStep[];
}
