import type { Provider } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ChannelAccounts } from '../../application/ports/channel-accounts.js';
import { ChannelCallbacks } from '../../application/ports/channel-callbacks.js';
import { ChannelDirectory } from '../../application/ports/channel-directory.js';
import { ChannelGateways } from '../../application/ports/channel-gateway.js';
import {
  ChannelRegistry,
  RegisteredChannelCallbacks,
  RegisteredChannelDirectory,
  RegisteredChannelGateways,
} from './channel-registry.js';
import { LateRegistry } from './late-registry.js';
import type { ProviderRegistration } from './channel-registry.js';
import { KANNEL_PROVIDERS, KannelRegistration } from './kannel/kannel-providers.js';
import { SandboxGateway, SandboxRegistration } from './sandbox/sandbox.gateway.js';
import { SIMULATOR_PROVIDERS, SimulatorRegistration } from './simulator/simulator-providers.js';
import { SMPP_PROVIDERS, SmppRegistration } from './smpp/smpp-providers.js';
import { TELEGRAM_PROVIDERS, TelegramRegistration } from './telegram/telegram-providers.js';
import { TWILIO_PROVIDERS, TwilioRegistration } from './twilio/twilio-providers.js';
import { WECHATY_PROVIDERS, WechatyRegistration } from './wechaty/wechaty-providers.js';
import { WECOM_PROVIDERS, WecomRegistration } from './wecom/wecom-providers.js';

/** Every provider of this installation; adding one is its folder, its list below, and its name here. */
const REGISTRATIONS = [
  KannelRegistration,
  SandboxRegistration,
  SimulatorRegistration,
  SmppRegistration,
  TelegramRegistration,
  TwilioRegistration,
  WechatyRegistration,
  WecomRegistration,
] as const;

export const CHANNEL_PROVIDERS: readonly Provider[] = [
  SandboxGateway,
  SandboxRegistration,
  ...KANNEL_PROVIDERS,
  ...SIMULATOR_PROVIDERS,
  ...SMPP_PROVIDERS,
  ...TELEGRAM_PROVIDERS,
  ...TWILIO_PROVIDERS,
  ...WECHATY_PROVIDERS,
  ...WECOM_PROVIDERS,
  {
    provide: ChannelRegistry,
    inject: [...REGISTRATIONS],
    useFactory: (...registrations: ProviderRegistration[]) => new ChannelRegistry(registrations),
  },
  {
    provide: LateRegistry,
    inject: [ModuleRef],
    useFactory: (modules: ModuleRef) => new LateRegistry(modules),
  },
  {
    provide: ChannelGateways,
    inject: [LateRegistry],
    useFactory: (registry: LateRegistry) => new RegisteredChannelGateways(registry),
  },
  { provide: ChannelCallbacks, useClass: RegisteredChannelCallbacks },
  {
    provide: ChannelDirectory,
    inject: [LateRegistry, ChannelAccounts],
    useFactory: (registry: LateRegistry, accounts: ChannelAccounts) =>
      new RegisteredChannelDirectory(registry, accounts),
  },
];
