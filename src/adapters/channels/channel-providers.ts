import type { Provider } from '@nestjs/common';
import { ChannelDirectory } from '../../application/ports/channel-directory.js';
import { ChannelGateways } from '../../application/ports/channel-gateway.js';
import { SimulatedPhones } from '../../application/ports/simulated-phones.js';
import {
  ChannelRegistry,
  RegisteredChannelDirectory,
  RegisteredChannelGateways,
} from './channel-registry.js';
import { SANDBOX_CAPABILITIES, SandboxGateway } from './sandbox/sandbox.gateway.js';
import { HttpSimulatedPhones } from './simulator/simulator-phones.js';
import { SimulatorPolling } from './simulator/simulator-polling.js';
import { SimulatorWire } from './simulator/simulator-wire.js';
import { SIMULATOR_CAPABILITIES, SimulatorGateway } from './simulator/simulator.gateway.js';
import { SimulatorListener } from './simulator/simulator.listener.js';

/** Longest wait for an answer of the simulator, and connections to it at once. */
const SIMULATOR_TIMEOUT_MS = 10_000;
const SIMULATOR_CONNECTIONS = 64;

/** Every channel of this installation; adding a provider is its folder and a line in the registry. */
export const CHANNEL_PROVIDERS: readonly Provider[] = [
  {
    provide: SimulatorWire,
    useFactory: () => new SimulatorWire(SIMULATOR_TIMEOUT_MS, SIMULATOR_CONNECTIONS),
  },
  SandboxGateway,
  SimulatorGateway,
  SimulatorListener,
  SimulatorPolling,
  { provide: SimulatedPhones, useClass: HttpSimulatedPhones },
  {
    provide: ChannelRegistry,
    inject: [SimulatorGateway, SandboxGateway],
    useFactory: (simulator: SimulatorGateway, sandbox: SandboxGateway) =>
      new ChannelRegistry([
        { gateway: simulator, capabilities: SIMULATOR_CAPABILITIES },
        { gateway: sandbox, capabilities: SANDBOX_CAPABILITIES },
      ]),
  },
  { provide: ChannelGateways, useClass: RegisteredChannelGateways },
  { provide: ChannelDirectory, useClass: RegisteredChannelDirectory },
];
