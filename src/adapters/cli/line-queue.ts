/** Lines that arrive by calls and are read by iteration, in order; ends when closed. */
export class LineQueue implements AsyncIterable<string> {
  private readonly waiting: string[] = [];
  private closed = false;
  private wake: (() => void) | null = null;

  push(line: string): void {
    this.waiting.push(line);
    this.wake?.();
  }

  close(): void {
    this.closed = true;
    this.wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<string> {
    for (;;) {
      const line = this.waiting.shift();
      if (line !== undefined) yield line;
      else if (this.closed) return;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}
