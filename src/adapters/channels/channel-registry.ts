import { Injectable } from '@nestjs/common';
import { ChannelAccounts } from '../../application/ports/channel-accounts.js';
import type { ChannelAccount } from '../../application/ports/channel-accounts.js';
import { ChannelDirectory } from '../../application/ports/channel-directory.js';
import type { ChannelCapabilities, ProviderDescription } from '../../application/ports/channel-directory.js';
import { ChannelProbe } from '../../application/ports/channel-probe.js';
import type { AccountCheck } from '../../application/ports/channel-probe.js';
import { ChannelGateways } from '../../application/ports/channel-gateway.js';
import type { ChannelGateway } from '../../application/ports/channel-gateway.js';
import type { ChannelCallback } from '../../application/ports/channel-callbacks.js';
import { ChannelCallbacks } from '../../application/ports/channel-callbacks.js';
import type { Channel } from '../../domain/shared/channel.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ChannelListener } from './channel-listener.js';
import type { SettingsOf } from './provider-settings.js';

/** A provider of this installation: how to send by it, and what it can do. */
export interface ProviderRegistration {
  readonly gateway: ChannelGateway;
  readonly capabilities: ChannelCapabilities;
  readonly settings: SettingsOf;
  /** How its accounts are listened to, where a connection has to be kept open. */
  readonly listener?: ChannelListener;
  /** How it calls back, where it does. */
  readonly callback?: ChannelCallback;
}

/** The providers of this installation; two of the same name are refused with `CHANNEL.TWO_PROVIDERS`. */
export class ChannelRegistry {
  private readonly byProvider = new Map<string, ProviderRegistration>();

  constructor(registrations: readonly ProviderRegistration[]) {
    for (const registration of registrations) {
      const { provider } = registration.gateway;
      if (this.byProvider.has(provider)) {
        throw new DomainError('CHANNEL.TWO_PROVIDERS', `Two gateways are registered for "${provider}".`);
      }
      this.byProvider.set(provider, registration);
    }
  }

  /** Throws `CHANNEL.NO_PROVIDER`. */
  of(provider: string): ProviderRegistration {
    const registration = this.byProvider.get(provider);
    if (!registration) {
      const known = [...this.byProvider.keys()].join(', ') || 'none';
      throw new DomainError('CHANNEL.NO_PROVIDER', `There is no provider "${provider}"; known: ${known}.`);
    }
    return registration;
  }

  all(): readonly ProviderRegistration[] {
    return [...this.byProvider.values()];
  }

  has(provider: string): boolean {
    return this.byProvider.has(provider);
  }
}

@Injectable()
export class RegisteredChannelGateways extends ChannelGateways {
  constructor(private readonly registry: ChannelRegistry) {
    super();
  }

  override of(provider: string): ChannelGateway {
    return this.registry.of(provider).gateway;
  }
}

@Injectable()
export class RegisteredChannelDirectory extends ChannelDirectory {
  constructor(
    private readonly registry: ChannelRegistry,
    private readonly accounts: ChannelAccounts,
  ) {
    super();
  }

  override capabilities(provider: string): ChannelCapabilities {
    return this.registry.of(provider).capabilities;
  }

  override providers(): readonly ProviderDescription[] {
    return this.registry.all().map(({ gateway, capabilities, settings }) => ({
      provider: gateway.provider,
      capabilities,
      settings: settings.describe(),
    }));
  }

  override checkSettings(
    provider: string,
    settings: Readonly<Record<string, string>>,
  ): Readonly<Record<string, string>> {
    return this.registry.of(provider).settings.check(settings);
  }

  override async available(): Promise<readonly Channel[]> {
    const accounts = await this.accounts.all();
    const usable = accounts.filter((account) => !account.paused && this.registry.has(account.provider));
    return [...new Set(usable.map((account) => account.channel))];
  }
}

/** Longest wait for a look, whatever the deadlines of an adapter. */
const CHECK_WITHIN_MS = 30_000;

@Injectable()
export class RegisteredChannelProbe extends ChannelProbe {
  constructor(private readonly registry: ChannelRegistry) {
    super();
  }

  override async check(account: ChannelAccount): Promise<AccountCheck> {
    const { provider } = account;
    if (!this.registry.has(provider)) {
      return { state: 'down', detail: `This installation has no provider "${provider}".` };
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<AccountCheck>((done) => {
      const detail = 'The provider did not answer within 30 seconds; try again, or look at the provider.';
      timer = setTimeout(() => done({ state: 'down', detail }), CHECK_WITHIN_MS);
    });
    try {
      return await Promise.race([this.registry.of(provider).gateway.check(account), late]);
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      return { state: 'down', detail: `Looking at the account failed (${name}); look at its settings.` };
    } finally {
      clearTimeout(timer);
    }
  }

  override isListenedTo(provider: string): boolean {
    return this.registry.has(provider) && this.registry.of(provider).listener !== undefined;
  }
}

@Injectable()
export class RegisteredChannelCallbacks extends ChannelCallbacks {
  constructor(private readonly registry: ChannelRegistry) {
    super();
  }

  override of(provider: string): ChannelCallback | null {
    return this.registry.has(provider) ? (this.registry.of(provider).callback ?? null) : null;
  }
}
