import { Injectable, Logger } from '@nestjs/common';
import { Alarms } from '../../application/ports/alarms.js';

/** Log lines of level `error`, which operation is woken by. */
@Injectable()
export class LoggedAlarms extends Alarms {
  private readonly logger = new Logger('Alarm');

  override raise(sentence: string): void {
    this.logger.error(sentence);
  }
}
