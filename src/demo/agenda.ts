import type { Instant } from '../domain/calendar/instant.js';

/** Things that will happen, each once, in the order of their time and then of being noted. */
export class Agenda<Item> {
  private readonly entries: { readonly at: Instant; readonly item: Item }[] = [];

  note(at: Instant, item: Item): void {
    let place = this.entries.length;
    while (place > 0 && (this.entries[place - 1]?.at ?? 0) > at) place -= 1;
    this.entries.splice(place, 0, { at, item });
  }

  next(): Instant | null {
    return this.entries[0]?.at ?? null;
  }

  takeUntil(now: Instant): Item[] {
    const due = this.entries.findIndex((entry) => entry.at > now);
    return this.entries.splice(0, due === -1 ? this.entries.length : due).map((entry) => entry.item);
  }
}
