import { Injectable } from '@nestjs/common';
import { Tenants } from '../../../application/ports/tenants.js';
import { SimulatorListener } from './simulator.listener.js';

/** Keeps the listener polling for every tenant, one round after the other, until it is stopped. */
@Injectable()
export class SimulatorPolling {
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> = Promise.resolve();

  constructor(
    private readonly tenants: Tenants,
    private readonly listener: SimulatorListener,
  ) {}

  /** `pauseMs` between two rounds. A round that fails is reported and the next one tries again. */
  start(pauseMs: number, report: (error: unknown) => void): void {
    const next = (): void => {
      this.timer = setTimeout(() => {
        this.round = this.pollAll()
          .catch(report)
          .finally(() => {
            if (this.timer !== null) next();
          });
      }, pauseMs);
    };
    next();
  }

  /** Resolves once the running round has ended. */
  async stop(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    await this.round;
  }

  private async pollAll(): Promise<void> {
    for (const tenant of await this.tenants.all()) await this.listener.poll(tenant.id);
  }
}
