import type { Heard } from '../link.js';
import type { SealedFile } from '../sealed-file.js';

/**
 * What was heard and not yet taken by the parent. The gateway never repeats a message, so when the parent is gone
 * what it has not taken is written down, sealed, and told again by the next child before anything else.
 */
export class Inbox {
  private readonly waiting = new Map<number, Heard>();
  private sequence = 0;

  constructor(
    private readonly journal: SealedFile,
    private readonly tell: (sequence: number, heard: Heard) => void,
  ) {}

  /** Tells what an earlier child could not hand over. */
  recover(): void {
    const left = this.journal.read();
    if (Array.isArray(left)) for (const heard of left as Heard[]) this.put(heard);
  }

  put(heard: Heard): void {
    const sequence = (this.sequence += 1);
    this.waiting.set(sequence, heard);
    this.tell(sequence, heard);
  }

  taken(sequence: number): void {
    this.waiting.delete(sequence);
    if (this.waiting.size === 0) this.journal.remove();
  }

  /** Before the child leaves. */
  writeDown(): void {
    if (this.waiting.size > 0) this.journal.write([...this.waiting.values()]);
  }
}
