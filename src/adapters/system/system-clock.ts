import { Injectable } from '@nestjs/common';
import { Clock } from '../../application/ports/clock.js';
import { instant, type Instant } from '../../domain/calendar/instant.js';

@Injectable()
export class SystemClock extends Clock {
  now(): Instant {
    return instant(Date.now());
  }
}
