import type { PackHours } from '../contact-policy/resolve-policy.js';
import type { Channel } from '../shared/channel.js';
import type { Treatment } from './treatment.js';

/** What a treatment meets where it is to be in force. */
export interface TreatmentSurroundings {
  /** Names that steps may use. */
  readonly templates: ReadonlySet<string>;
  /** Channels that some account serves. */
  readonly servedChannels: ReadonlySet<Channel>;
  /** The lenders it may be for, each with the hours of its contact policy; null: not known yet. */
  readonly lenders: readonly { readonly code: string; readonly hours: readonly PackHours[] }[] | null;
  /** The only lender it may be for; null: a treatment of the whole tenant. */
  readonly owner: string | null;
  /** What is in force beside it for those lenders; not what it replaces. */
  readonly others: readonly Treatment[];
  /** What it replaces. */
  readonly former: Treatment | null;
  /** Open debts in its segment now. */
  readonly matching: number;
}
