import { Injectable } from '@nestjs/common';
import type { Provider } from '@nestjs/common';
import type { ProviderRegistration } from '../channel-registry.js';
import { KannelCallback } from './kannel.callback.js';
import { KannelGateway } from './kannel.gateway.js';
import { KANNEL_CAPABILITIES, KANNEL_SETTINGS } from './settings.js';

@Injectable()
export class KannelRegistration implements ProviderRegistration {
  readonly capabilities = KANNEL_CAPABILITIES;
  readonly settings = KANNEL_SETTINGS;

  constructor(
    readonly gateway: KannelGateway,
    readonly callback: KannelCallback,
  ) {}
}

export const KANNEL_PROVIDERS: readonly Provider[] = [KannelGateway, KannelCallback, KannelRegistration];
