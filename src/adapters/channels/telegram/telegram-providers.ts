import { Injectable } from '@nestjs/common';
import type { Provider } from '@nestjs/common';
import type { ProviderRegistration } from '../channel-registry.js';
import { KnownState } from './known-state.js';
import { LastButtons } from './last-buttons.js';
import { TELEGRAM_CAPABILITIES, TELEGRAM_SETTINGS } from './settings.js';
import { TakeUpdates } from './take-updates.js';
import { TelegramClients } from './telegram-clients.js';
import { TelegramWire } from './telegram-wire.js';
import { TelegramCallback } from './telegram.callback.js';
import { TelegramGateway } from './telegram.gateway.js';
import { TelegramListener } from './telegram.listener.js';

@Injectable()
export class TelegramRegistration implements ProviderRegistration {
  readonly capabilities = TELEGRAM_CAPABILITIES;
  readonly settings = TELEGRAM_SETTINGS;

  constructor(
    readonly gateway: TelegramGateway,
    readonly listener: TelegramListener,
    readonly callback: TelegramCallback,
  ) {}
}

export const TELEGRAM_PROVIDERS: readonly Provider[] = [
  TelegramWire,
  TelegramClients,
  KnownState,
  LastButtons,
  TakeUpdates,
  TelegramGateway,
  TelegramListener,
  TelegramCallback,
  TelegramRegistration,
];
