import {
  SIMULATOR_CAPABILITIES,
  SIMULATOR_SETTINGS,
} from '../../src/adapters/channels/simulator/simulator.gateway.js';
import type { ProviderRegistration } from '../../src/adapters/channels/channel-registry.js';
import { newChannelAccount } from '../../src/application/ports/channel-accounts.js';
import type { ChannelAccount } from '../../src/application/ports/channel-accounts.js';
import type { ChannelCapabilities } from '../../src/application/ports/channel-directory.js';
import { ChannelGateway } from '../../src/application/ports/channel-gateway.js';
import type { AccountCheck, OutgoingText } from '../../src/application/ports/channel-gateway.js';
import { Jobs } from '../../src/application/ports/jobs.js';
import type { EnqueueOptions, JobName } from '../../src/application/ports/jobs.js';
import type { Instant } from '../../src/domain/calendar/instant.js';
import type { SendOutcome } from '../../src/domain/message/send-outcome.js';
import type { Channel } from '../../src/domain/shared/channel.js';
import type { ChannelAccountId } from '../../src/domain/shared/ids.js';
import { localDate } from '../../src/domain/calendar/local-date.js';
import type { Message } from '../../src/domain/message/message.js';
import type { TouchId } from '../../src/domain/shared/ids.js';
import type { Touch } from '../../src/domain/treatment/touch.js';
import type { Treatment } from '../../src/domain/treatment/treatment.js';
import type { OpenDatabase } from './databases.js';
import type { OutboundLine } from './outbound-line.js';
import { reminder } from './portfolio.js';
import type { Person } from './portfolio.js';

export const acceptedText = ({ attemptId }: OutgoingText): SendOutcome => ({
  kind: 'accepted',
  providerMessageId: `p-${attemptId}`,
});

/** A provider that says what the test wants, and notes what it was handed. */
export class ScriptedChannel extends ChannelGateway {
  readonly sent: { readonly account: ChannelAccount; readonly text: OutgoingText }[] = [];
  readonly lookedUp: string[] = [];
  answer: (text: OutgoingText) => SendOutcome | Promise<SendOutcome> = acceptedText;
  /** What it says of an earlier attempt. */
  known: SendOutcome | null = null;

  constructor(
    override readonly provider: string,
    private readonly capabilities: Partial<ChannelCapabilities> = {},
  ) {
    super();
  }

  override async send(account: ChannelAccount, text: OutgoingText): Promise<SendOutcome> {
    this.sent.push({ account, text });
    return this.answer(text);
  }

  override lookUp(_: ChannelAccount, attemptId: string): Promise<SendOutcome | null> {
    this.lookedUp.push(attemptId);
    return Promise.resolve(this.known);
  }

  override check(): Promise<AccountCheck> {
    return Promise.resolve({ state: 'up', detail: 'Answers.' });
  }

  registration(): ProviderRegistration {
    const capabilities = { ...SIMULATOR_CAPABILITIES, ...this.capabilities };
    return { gateway: this, capabilities, settings: SIMULATOR_SETTINGS };
  }
}

/** Notes when the line is to be woken. */
export class NotedJobs extends Jobs {
  readonly dispatchAt: (Instant | null)[] = [];

  override enqueue(name: JobName, _: unknown, options: EnqueueOptions = {}): Promise<void> {
    if (name === 'dispatch-messages') this.dispatchAt.push(options.runAt ?? null);
    return Promise.resolve();
  }
}

export const accountOf = (
  { ids, clock }: OpenDatabase,
  channel: Channel,
  provider: string,
  change: Partial<ChannelAccount> = {},
): ChannelAccount => {
  const id = ids.next<ChannelAccountId>();
  const start = { id, tenantId: '' as ChannelAccount['tenantId'], channel, provider, label: provider };
  return {
    ...newChannelAccount({ ...start, settings: {}, callbackSecret: id, createdAt: clock.now() }),
    ...change,
  };
};

/** One step, on each channel in this order. */
export const cadenceOf = (...channels: Channel[]): Treatment => ({
  name: 'cadence',
  version: 'v1',
  priority: 1,
  segment: {},
  channels,
  experiment: { name: 'none', arms: [{ name: 'standard', weight: 1, sends: true }] },
  steps: [{ id: 'first', daysPastDue: 3, template: 'reminder-friendly', notBefore: 0, notAfter: 1440 }],
});

/** Queues the message of a touch of `cadenceOf`, as planning does. */
export async function plannedTouch(
  database: OpenDatabase,
  line: OutboundLine,
  one: Person,
  change: Partial<Parameters<typeof reminder>[2]> = {},
): Promise<{ readonly touch: Touch; readonly message: Message }> {
  const now = database.clock.now();
  const id = database.ids.next<TouchId>();
  return database.within(async () => {
    const [message] = await line.queueMessages.run([reminder(one, now, { touchId: id, ...change })]);
    if (!message) throw new Error('not queued');
    const touch: Touch = {
      id,
      debtId: one.debt.id,
      treatment: 'cadence',
      treatmentVersion: 'v1',
      step: 'first',
      occurrence: localDate('2026-02-04'),
      arm: 'standard',
      state: 'planned',
      messageId: message.id,
      templateVersionId: message.templateVersionId,
      plannedAt: now,
    };
    await line.touches.add([touch]);
    return { touch, message };
  });
}
