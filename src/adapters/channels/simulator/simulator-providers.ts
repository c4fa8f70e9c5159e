import { Injectable } from '@nestjs/common';
import type { Provider } from '@nestjs/common';
import { SimulatedPhones } from '../../../application/ports/simulated-phones.js';
import type { ProviderRegistration } from '../channel-registry.js';
import { HttpSimulatedPhones } from './simulator-phones.js';
import { SimulatorWire } from './simulator-wire.js';
import { SIMULATOR_CAPABILITIES, SIMULATOR_SETTINGS, SimulatorGateway } from './simulator.gateway.js';
import { SimulatorListener } from './simulator.listener.js';

/** Longest wait for an answer of the simulator, and connections to it at once. */
const TIMEOUT_MS = 10_000;
const CONNECTIONS = 64;

@Injectable()
export class SimulatorRegistration implements ProviderRegistration {
  readonly capabilities = SIMULATOR_CAPABILITIES;
  readonly settings = SIMULATOR_SETTINGS;

  constructor(
    readonly gateway: SimulatorGateway,
    readonly listener: SimulatorListener,
  ) {}
}

export const SIMULATOR_PROVIDERS: readonly Provider[] = [
  { provide: SimulatorWire, useFactory: () => new SimulatorWire(TIMEOUT_MS, CONNECTIONS) },
  SimulatorGateway,
  SimulatorListener,
  { provide: SimulatedPhones, useClass: HttpSimulatedPhones },
  SimulatorRegistration,
];
