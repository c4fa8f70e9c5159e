import { z } from 'zod';
import type { NegotiationStyle } from '../../domain/arrangement/negotiation/negotiation-style.js';
import {
  DEFAULT_STYLE,
  STYLE_BOUNDS,
  faultsOfStyle,
} from '../../domain/arrangement/negotiation/negotiation-style.js';

/** The settings of a style that a lender sets, each within its bounds. */
export const negotiationStyle = z.strictObject(
  Object.fromEntries(
    Object.entries(STYLE_BOUNDS).map(([name, [least, most]]) => [
      name,
      z.number().min(least).max(most).optional(),
    ]),
  ),
);

/** The same for a file that no other check follows: what is set must not contradict itself or what is left out. */
export const soundStyle = negotiationStyle.superRefine((given, context) => {
  for (const message of faultsOfStyle({ ...DEFAULT_STYLE, ...(given as Partial<NegotiationStyle>) })) {
    context.addIssue({ code: 'custom', message, path: [message.split(' ', 1)[0] ?? ''] });
  }
});
