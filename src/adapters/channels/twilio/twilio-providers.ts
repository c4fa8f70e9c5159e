import { Injectable } from '@nestjs/common';
import type { Provider } from '@nestjs/common';
import type { ProviderRegistration } from '../channel-registry.js';
import { TWILIO_CAPABILITIES, TWILIO_SETTINGS } from './settings.js';
import { TwilioCallback } from './twilio.callback.js';
import { TwilioGateway } from './twilio.gateway.js';

@Injectable()
export class TwilioRegistration implements ProviderRegistration {
  readonly capabilities = TWILIO_CAPABILITIES;
  readonly settings = TWILIO_SETTINGS;

  constructor(
    readonly gateway: TwilioGateway,
    readonly callback: TwilioCallback,
  ) {}
}

export const TWILIO_PROVIDERS: readonly Provider[] = [TwilioGateway, TwilioCallback, TwilioRegistration];
