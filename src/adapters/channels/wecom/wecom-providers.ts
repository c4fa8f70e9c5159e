import { Injectable } from '@nestjs/common';
import type { Provider } from '@nestjs/common';
import type { ProviderRegistration } from '../channel-registry.js';
import { WECOM_CAPABILITIES, WECOM_SETTINGS } from './settings.js';
import { WecomApi } from './wecom-api.js';
import { WecomHealth } from './wecom-health.js';
import { WecomSync } from './wecom-sync.js';
import { WecomTokens } from './wecom-tokens.js';
import { WecomCallback } from './wecom.callback.js';
import { WecomGateway } from './wecom.gateway.js';
import { WecomListener } from './wecom.listener.js';

@Injectable()
export class WecomRegistration implements ProviderRegistration {
  readonly capabilities = WECOM_CAPABILITIES;
  readonly settings = WECOM_SETTINGS;

  constructor(
    readonly gateway: WecomGateway,
    readonly listener: WecomListener,
    readonly callback: WecomCallback,
  ) {}
}

export const WECOM_PROVIDERS: readonly Provider[] = [
  WecomTokens,
  WecomApi,
  WecomHealth,
  WecomSync,
  WecomGateway,
  WecomCallback,
  WecomListener,
  WecomRegistration,
];
