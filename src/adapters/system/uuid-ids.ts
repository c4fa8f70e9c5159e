import { randomFillSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Ids } from '../../application/ports/ids.js';

const LARGEST_COUNTER = 0xfff;

/**
 * UUIDs of version 7 (RFC 9562): milliseconds, a 12-bit counter, 62 random bits. The ids of one process are
 * strictly increasing as text, also within a millisecond and when the wall clock steps back.
 */
@Injectable()
export class UuidIds extends Ids {
  private readonly random = Buffer.alloc(8 * 512);
  private used = this.random.length;
  private millisecond = 0;
  private counter = 0;

  next<Id extends string>(): Id {
    this.tick(Date.now());
    const time = this.millisecond.toString(16).padStart(12, '0');
    const counter = this.counter.toString(16).padStart(3, '0');
    const tail = this.randomTail();
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${tail.slice(0, 4)}-${tail.slice(4)}` as Id;
  }

  private tick(wall: number): void {
    if (wall > this.millisecond) {
      this.millisecond = wall;
      this.counter = 0;
      return;
    }
    this.counter += 1;
    if (this.counter > LARGEST_COUNTER) {
      this.millisecond += 1;
      this.counter = 0;
    }
  }

  /** 16 hex digits that begin with the two variant bits. */
  private randomTail(): string {
    if (this.used === this.random.length) {
      randomFillSync(this.random);
      this.used = 0;
    }
    const start = this.used;
    this.used += 8;
    this.random[start] = ((this.random[start] ?? 0) & 0x3f) | 0x80;
    return this.random.toString('hex', start, this.used);
  }
}
