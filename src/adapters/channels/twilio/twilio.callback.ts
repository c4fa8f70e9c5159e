import { Injectable } from '@nestjs/common';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { TakeChannelEvents } from '../../../application/channel/take-channel-events.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { ChannelCallback } from '../../../application/ports/channel-callbacks.js';
import type { CallbackAnswer, CallbackRequest } from '../../../application/ports/channel-callbacks.js';
import { Clock } from '../../../application/ports/clock.js';
import { PhoneNumbers } from '../../../application/ports/phone-numbers.js';
import type { ChannelEvent } from '../../../domain/channel/channel-event.js';
import { TWILIO_SETTINGS } from './settings.js';
import type { TwilioSettings } from './settings.js';
import { callbackOf, fieldsOf } from './translate.js';
import type { Callback } from './translate.js';
import { contentOf, fetchMedia } from './twilio-media.js';

/** Words in an answer would be sent to the debtor; this one asks Twilio to do nothing. */
const TAKEN: CallbackAnswer = {
  status: 200,
  type: 'text/xml',
  body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
};
const NOT_SIGNED: CallbackAnswer = { status: 403, type: 'text/plain', body: '' };
const NOT_UNDERSTOOD: CallbackAnswer = { status: 400, type: 'text/plain', body: '' };

/** Takes statuses and what people write. Signatures are made over the public address and the fields as they came. */
@Injectable()
export class TwilioCallback extends ChannelCallback {
  override readonly provider = 'twilio';

  constructor(
    private readonly takeEvents: TakeChannelEvents,
    private readonly numbers: PhoneNumbers,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async receive(account: ChannelAccount, request: CallbackRequest): Promise<CallbackAnswer> {
    const settings = TWILIO_SETTINGS.read(account.settings);
    const { method, url, headers, query, body } = request;
    const posted = method === 'POST' ? fieldsOf(body) : {};
    const signature = headers['x-twilio-signature'] ?? '';
    if (!validateRequest(settings.authToken, signature, url, posted)) return NOT_SIGNED;
    const fields = method === 'POST' ? posted : query;
    const callback = callbackOf(fields, query['attempt'], this.clock.now());
    if (callback.kind === 'not-understood') return NOT_UNDERSTOOD;
    const events = callback.kind === 'status' ? callback.events : await this.heard(callback, settings);
    if (events.length > 0) await this.takeEvents.run(account, events);
    return TAKEN;
  }

  /** The text and each medium are messages of their own, since each can be read, kept and recalled by itself. */
  private async heard(
    { id, from, text, media }: Extract<Callback, { kind: 'message' }>,
    settings: TwilioSettings,
  ): Promise<ChannelEvent[]> {
    const sentAt = this.clock.now();
    const address = this.numbers.normalise(from, '') ?? from;
    const pieces = await Promise.all(
      media.map(async (place): Promise<ChannelEvent> => ({
        kind: 'message',
        providerMessageId: `${id}:${place.index}`,
        address,
        content: contentOf(place),
        media: await fetchMedia(place, settings),
        sentAt,
      })),
    );
    const written: ChannelEvent[] =
      text === '' && media.length > 0
        ? []
        : [
            {
              kind: 'message',
              providerMessageId: id,
              address,
              content: { kind: 'text', text },
              media: null,
              sentAt,
            },
          ];
    return [...written, ...pieces];
  }
}
