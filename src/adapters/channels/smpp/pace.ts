/** Slowest pace that throttling leads to, in parts a second. */
const SLOWEST = 1;
/** Taken for the pace so far where none was agreed and hardly anything was sent. */
const GUESS = 50;
/** Answers of one burst count as one sign. */
const ONE_SIGN_MS = 1_000;
const GROWTH_EVERY_MS = 1_000;
const GROWTH = 1.25;
/** A pace that grew so far above what is sent is no limit any more. */
const LIMITLESS = 5_000;

/**
 * How fast an account submits. Each sign of throttling halves the pace, each quiet second lets it grow by a quarter,
 * up to the agreed one. Times are milliseconds of any steady clock.
 */
export class Pace {
  /** Parts a second; Infinity: as fast as the window lets. */
  private current: number;
  private next = 0;
  private changedAt = Number.NEGATIVE_INFINITY;
  private counted = { since: 0, parts: 0, before: 0 };

  /** `agreed` parts a second, 0 for no limit. */
  constructor(agreed: number) {
    this.agreed = agreed === 0 ? Number.POSITIVE_INFINITY : agreed;
    this.current = this.agreed;
  }

  private readonly agreed: number;

  get perSecond(): number {
    return this.current;
  }

  get isSlowed(): boolean {
    return this.current < this.agreed;
  }

  /** Takes the next place; how long to wait for it. */
  take(now: number): number {
    this.grow(now);
    this.count(now);
    if (this.current === Number.POSITIVE_INFINITY) return 0;
    const at = Math.max(now, this.next);
    this.next = at + 1_000 / this.current;
    return at - now;
  }

  /** How long a place taken now would have to be waited for. */
  wait(now: number): number {
    return this.current === Number.POSITIVE_INFINITY ? 0 : Math.max(0, this.next - now);
  }

  throttled(now: number): void {
    if (now - this.changedAt < ONE_SIGN_MS && this.isSlowed) return;
    const from = Number.isFinite(this.current)
      ? this.current
      : Math.max(GUESS, this.counted.before, this.counted.parts);
    this.current = Math.max(SLOWEST, from / 2);
    this.changedAt = now;
  }

  private grow(now: number): void {
    while (this.isSlowed && now - this.changedAt >= GROWTH_EVERY_MS) {
      this.changedAt += GROWTH_EVERY_MS;
      const grown = this.current * GROWTH;
      this.current = grown >= Math.min(this.agreed, LIMITLESS) ? this.agreed : grown;
    }
  }

  private count(now: number): void {
    if (now - this.counted.since >= 1_000) {
      this.counted = {
        since: now,
        parts: 0,
        before: now - this.counted.since < 2_000 ? this.counted.parts : 0,
      };
    }
    this.counted.parts += 1;
  }
}
