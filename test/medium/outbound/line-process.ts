/**
 * The real outbound line in a process of its own, for tests that kill it or run several of it. Its orders are one
 * JSON argument (`LineOrders`); it says `PAUSED` when it stands where the test wants to kill it, and ends with a
 * line of JSON.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  SIMULATOR_CAPABILITIES,
  SIMULATOR_SETTINGS,
  SimulatorGateway,
} from '../../../src/adapters/channels/simulator/simulator.gateway.js';
import { SimulatorWire } from '../../../src/adapters/channels/simulator/simulator-wire.js';
import type { ChannelAccount } from '../../../src/application/ports/channel-accounts.js';
import { ChannelGateway } from '../../../src/application/ports/channel-gateway.js';
import type { AccountCheck, OutgoingText } from '../../../src/application/ports/channel-gateway.js';
import { MINUTE, instant } from '../../../src/domain/calendar/instant.js';
import type { SendOutcome } from '../../../src/domain/message/send-outcome.js';
import type { SendAttemptId } from '../../../src/domain/shared/ids.js';
import { openFoundations } from '../../support/foundations.js';
import { outboundLine } from '../../support/outbound-line.js';
import { decoratedDebtors, slowBudget } from './decorated-ports.js';

export interface LineOrders {
  readonly url: string;
  readonly now: number;
  /** Where to stop and wait for the end; `null`: nowhere. */
  readonly pause: 'claimed' | 'before-send' | 'after-send' | null;
  /** At which text of the run the pause happens, from 1. */
  readonly pauseAt: number;
  readonly batchSize: number;
  /** Runs at once. */
  readonly lanes: number;
  readonly withoutLock: boolean;
  /** Milliseconds between reading the budget and taking from it. */
  readonly slowBudget: number;
}

const orders = JSON.parse(process.argv[2] ?? '{}') as LineOrders;
let texts = 0;

const pauseForGood = async (): Promise<never> => {
  process.stdout.write('PAUSED\n');
  for (;;) await sleep(60_000);
};

/** Hands texts to the real gateway and stops for good before or after one of them. */
class PausingGateway extends ChannelGateway {
  override readonly provider = 'simulator';

  constructor(private readonly real: ChannelGateway) {
    super();
  }

  override async send(account: ChannelAccount, text: OutgoingText): Promise<SendOutcome> {
    texts += 1;
    const here = texts === orders.pauseAt;
    if (here && orders.pause === 'before-send') await pauseForGood();
    const outcome = await this.real.send(account, text);
    if (here && orders.pause === 'after-send') await pauseForGood();
    return outcome;
  }

  override lookUp(account: ChannelAccount, attemptId: SendAttemptId): Promise<SendOutcome | null> {
    return this.real.lookUp(account, attemptId);
  }

  override check(account: ChannelAccount): Promise<AccountCheck> {
    return this.real.check(account);
  }
}

const foundations = await openFoundations(orders.url, instant(orders.now));
const { dataSource, clock, tenantId } = foundations;
const gateway = new PausingGateway(new SimulatorGateway(clock, new SimulatorWire(5_000, 32)));
let armed = false;
const line = outboundLine(
  foundations,
  [{ gateway, capabilities: SIMULATOR_CAPABILITIES, settings: SIMULATOR_SETTINGS }],
  {
    debtors: (real) =>
      decoratedDebtors(real, async (ids) => {
        if (armed && orders.pause === 'claimed') await pauseForGood();
        if (!orders.withoutLock) await real.lock(ids);
      }),
    budget: (real) => (orders.slowBudget > 0 ? slowBudget(real, orders.slowBudget) : real),
  },
);
const reconciled = await line.reconcile.run(tenantId, MINUTE);
armed = true;
const runs = await Promise.all(
  Array.from({ length: orders.lanes }, () => line.dispatch.run(tenantId, orders.batchSize)),
);
process.stdout.write(`${JSON.stringify({ reconciled, runs })}\n`);
await dataSource.destroy();
process.exit(0);
