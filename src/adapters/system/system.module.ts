import { Global, Module } from '@nestjs/common';
import { Clock } from '../../application/ports/clock.js';
import { Ids } from '../../application/ports/ids.js';
import { SystemClock } from './system-clock.js';
import { UuidIds } from './uuid-ids.js';

/** The real clock and ids; a demo or a test overrides `Clock` with a `MovableClock`. */
@Global()
@Module({
  providers: [
    { provide: Clock, useClass: SystemClock },
    { provide: Ids, useClass: UuidIds },
  ],
  exports: [Clock, Ids],
})
export class SystemModule {}
