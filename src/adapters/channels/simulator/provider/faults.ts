import { z } from 'zod';

/**
 * How the provider misbehaves, for the next `count` texts (to one address, if given):
 * `accept-then-drop` takes the text and cuts the connection; `hang` takes it and never answers;
 * `error-after-accept` takes it and answers 500; `refuse` and `throttle` do not take it; `delay` answers late.
 */
export const faultSchema = z.object({
  kind: z.enum(['accept-then-drop', 'hang', 'error-after-accept', 'refuse', 'throttle', 'delay']),
  to: z.string().optional(),
  count: z.int().positive().default(1),
  reason: z
    .enum(['blocked-by-recipient', 'unreachable-address', 'content-rejected', 'account-rejected', 'other'])
    .default('other'),
  retryAfterSeconds: z.int().nonnegative().default(1),
  milliseconds: z.int().nonnegative().default(100),
});
export type Fault = z.infer<typeof faultSchema>;

export class Faults {
  private waiting: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.waiting.push({ fault, left: fault.count });
  }

  clear(): void {
    this.waiting = [];
  }

  /** The fault that strikes this text; null when it is served well. */
  next(to: string): Fault | null {
    const entry = this.waiting.find(({ fault }) => fault.to === undefined || fault.to === to);
    if (!entry) return null;
    entry.left -= 1;
    if (entry.left === 0) this.waiting = this.waiting.filter((other) => other !== entry);
    return entry.fault;
  }
}
