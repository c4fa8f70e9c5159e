import { Injectable } from '@nestjs/common';
import { TakeChannelEvents } from '../../../application/channel/take-channel-events.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { ChannelCallback } from '../../../application/ports/channel-callbacks.js';
import type { CallbackAnswer, CallbackRequest } from '../../../application/ports/channel-callbacks.js';
import { Clock } from '../../../application/ports/clock.js';
import { PhoneNumbers } from '../../../application/ports/phone-numbers.js';
import { KANNEL_SETTINGS } from './settings.js';
import { messageEvents, reportEvents } from './translate.js';
import type { Translated } from './translate.js';

/** Any word in an answer is sent to the debtor as a text, and only 200 and 202 end Kannel's attempts. */
const TAKEN: CallbackAnswer = { status: 200, type: 'text/plain', body: '' };
const NOT_UNDERSTOOD: CallbackAnswer = { status: 400, type: 'text/plain', body: '' };

/**
 * Takes reports (`kind=dlr`) and what people write (`kind=mo`). Kannel signs nothing: who knows the address of the
 * account is believed.
 */
@Injectable()
export class KannelCallback extends ChannelCallback {
  override readonly provider = 'kannel';

  constructor(
    private readonly takeEvents: TakeChannelEvents,
    private readonly numbers: PhoneNumbers,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async receive(account: ChannelAccount, request: CallbackRequest): Promise<CallbackAnswer> {
    const events = this.translate(account, request);
    if (events === 'not-understood') return NOT_UNDERSTOOD;
    if (events.length > 0) await this.takeEvents.run(account, events);
    return TAKEN;
  }

  private translate(account: ChannelAccount, { url, query }: CallbackRequest): Translated {
    const now = this.clock.now();
    if (query['kind'] === 'dlr') return reportEvents(query, now);
    if (query['kind'] !== 'mo') return 'not-understood';
    const { country } = KANNEL_SETTINGS.read(account.settings);
    return messageEvents(url, query, this.numbers, country, now);
  }
}
