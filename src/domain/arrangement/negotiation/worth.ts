import type { NegotiationStyle } from './negotiation-style.js';
import type { Proposal } from './proposal.js';

/** What terms are worth today in minor units: every further month has its own chance of being kept. */
export function worthOf(proposal: Proposal, { monthlyKeep }: Pick<NegotiationStyle, 'monthlyKeep'>): number {
  const { totalMinor, downMinor, count, startDays } = proposal;
  const start = monthlyKeep ** (startDays / 30);
  if (count === 0) return totalMinor * start;
  const each = (totalMinor - downMinor) / count;
  const months = (monthlyKeep * (1 - monthlyKeep ** count)) / (1 - monthlyKeep);
  return start * (downMinor + each * months);
}
