import { Injectable } from '@nestjs/common';
import { ChannelAccounts } from '../../application/ports/channel-accounts.js';
import { ChannelDirectory } from '../../application/ports/channel-directory.js';
import type { ChannelCapabilities } from '../../application/ports/channel-directory.js';
import { ChannelGateways } from '../../application/ports/channel-gateway.js';
import type { ChannelGateway } from '../../application/ports/channel-gateway.js';
import type { Channel } from '../../domain/shared/channel.js';
import { DomainError } from '../../domain/shared/domain-error.js';

/** A provider of this installation: how to send by it, and what it can do. */
export interface ProviderRegistration {
  readonly gateway: ChannelGateway;
  readonly capabilities: ChannelCapabilities;
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

  override async available(): Promise<readonly Channel[]> {
    const accounts = await this.accounts.all();
    const usable = accounts.filter((account) => !account.paused && this.registry.has(account.provider));
    return [...new Set(usable.map((account) => account.channel))];
  }
}
