import { Injectable } from '@nestjs/common';
import type { Provider } from '@nestjs/common';
import type { ProviderRegistration } from '../channel-registry.js';
import { SMPP_CAPABILITIES, SMPP_SETTINGS } from './settings.js';
import { SmppSessions } from './smpp-sessions.js';
import { SmppGateway } from './smpp.gateway.js';
import { SmppListener } from './smpp.listener.js';

@Injectable()
export class SmppRegistration implements ProviderRegistration {
  readonly capabilities = SMPP_CAPABILITIES;
  readonly settings = SMPP_SETTINGS;

  constructor(
    readonly gateway: SmppGateway,
    readonly listener: SmppListener,
  ) {}
}

export const SMPP_PROVIDERS: readonly Provider[] = [
  SmppSessions,
  SmppGateway,
  SmppListener,
  SmppRegistration,
];
