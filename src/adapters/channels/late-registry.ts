import type { ModuleRef } from '@nestjs/core';
import { ChannelRegistry } from './channel-registry.js';
import type { ProviderRegistration } from './channel-registry.js';

/**
 * The registry, looked up when it is asked. It holds the listeners, and they hand what they hear to use cases that may
 * ask what a provider can do: neither could be made before the other.
 */
export class LateRegistry extends ChannelRegistry {
  constructor(private readonly modules: ModuleRef) {
    super([]);
  }

  override of(provider: string): ProviderRegistration {
    return this.registry.of(provider);
  }

  override all(): readonly ProviderRegistration[] {
    return this.registry.all();
  }

  override has(provider: string): boolean {
    return this.registry.has(provider);
  }

  private get registry(): ChannelRegistry {
    return this.modules.get(ChannelRegistry, { strict: false });
  }
}
