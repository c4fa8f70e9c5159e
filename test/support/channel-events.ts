import { TypeormChannelCursors } from '../../src/adapters/persistence/repositories/channel-cursors.repository.js';
import { TenantRows } from '../../src/adapters/persistence/repositories/tenant-rows.js';
import { EventSources } from '../../src/application/channel/event-sources.js';
import { TakeChannelEvents } from '../../src/application/channel/take-channel-events.js';
import { RecordInbound } from '../../src/application/inbound/record-inbound.js';
import { Alarms } from '../../src/application/ports/alarms.js';
import type { ChannelCapabilities } from '../../src/application/ports/channel-directory.js';
import { ChannelDirectory } from '../../src/application/ports/channel-directory.js';
import { Jobs } from '../../src/application/ports/jobs.js';
import type { OpenDatabase } from './databases.js';
import type { OutboundLine } from './outbound-line.js';

class SilentJobs extends Jobs {
  override enqueue(): Promise<void> {
    return Promise.resolve();
  }
}

class NoAlarms extends Alarms {
  override raise(): void {
    // Nobody is called here.
  }
}

const directoryWith = (capabilities: ChannelCapabilities): ChannelDirectory =>
  Object.assign(Object.create(ChannelDirectory.prototype) as ChannelDirectory, {
    capabilities: () => capabilities,
  });

/** What takes messages and receipts of one kind of provider, put together by hand; it takes nothing else. */
export function channelEventsOn(
  { unitOfWork, ids, clock, eventLog }: OpenDatabase,
  line: OutboundLine,
  capabilities: ChannelCapabilities,
): TakeChannelEvents {
  const sources = new EventSources(line.accounts, directoryWith(capabilities));
  const inbound = new RecordInbound(
    unitOfWork,
    sources,
    line.contactPoints,
    line.debtors,
    line.inbound,
    new SilentJobs(),
    eventLog,
    new NoAlarms(),
    ids,
    clock,
  );
  const cursors = new TypeormChannelCursors(new TenantRows(unitOfWork));
  const never = {} as never;
  return new TakeChannelEvents(
    unitOfWork,
    sources,
    inbound,
    line.receipts,
    never,
    never,
    never,
    never,
    cursors,
  );
}
