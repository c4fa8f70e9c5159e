import { Injectable } from '@nestjs/common';
import type { Provider } from '@nestjs/common';
import type { ProviderRegistration } from '../channel-registry.js';
import { WECHATY_CAPABILITIES, WECHATY_SETTINGS } from './settings.js';
import { WechatySupervisor } from './wechaty-supervisor.js';
import { WechatyGateway } from './wechaty.gateway.js';
import { WechatyListener } from './wechaty.listener.js';

@Injectable()
export class WechatyRegistration implements ProviderRegistration {
  readonly capabilities = WECHATY_CAPABILITIES;
  readonly settings = WECHATY_SETTINGS;

  constructor(
    readonly gateway: WechatyGateway,
    readonly listener: WechatyListener,
  ) {}
}

export const WECHATY_PROVIDERS: readonly Provider[] = [
  WechatySupervisor,
  WechatyGateway,
  WechatyListener,
  WechatyRegistration,
];
