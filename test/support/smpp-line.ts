import { SmppRegistration } from '../../src/adapters/channels/smpp/smpp-providers.js';
import { MessageEntity } from '../../src/adapters/persistence/entities/message.entity.js';
import type { ChannelEvent } from '../../src/domain/channel/channel-event.js';
import { SECOND, plus } from '../../src/domain/calendar/instant.js';
import type { openFoundations } from './foundations.js';
import { outboundLine } from './outbound-line.js';
import { lender, person, reminder, storePeople } from './portfolio.js';
import { KeptEvents, SmppRig } from './smpp-rig.js';

type Foundations = Omit<Awaited<ReturnType<typeof openFoundations>>, never>;
const PAGE = 500;

export const numberOf = (person: number): string => `+86138${String(person).padStart(8, '0')}`;

/** The whole outbound line on a database, sending over SMPP to people with telephones; receipts are recorded. */
export async function smppLine(
  foundations: Pick<
    Foundations,
    'dataSource' | 'ids' | 'clock' | 'unitOfWork' | 'tenantId' | 'cipher' | 'blindIndex' | 'eventLog'
  >,
  settings: Readonly<Record<string, string>>,
) {
  const { ids, unitOfWork, tenantId, clock, dataSource } = foundations;
  const kept = new KeptEvents();
  const rig = new SmppRig(settings, kept, clock, tenantId);
  const line = outboundLine(foundations, [new SmppRegistration(rig.gateway, rig.listener)]);
  kept.run = async (_account, events: readonly ChannelEvent[]): Promise<void> => {
    const receipts = events.flatMap((event) => (event.kind === 'receipt' ? [event.receipt] : []));
    await line.receipts.run(tenantId, rig.account.id, receipts);
  };
  const scope = { tenantId, actor: { kind: 'system', name: 'test' } } as const;
  const lumen = lender(ids);
  await unitOfWork.run(scope, async () => {
    await line.lenders.save(lumen);
    await line.accounts.save(rig.account);
  });
  let people = 0;
  const count = (state: string): Promise<number> =>
    dataSource.getRepository(MessageEntity).countBy({ tenantId, state: state as MessageEntity['state'] });
  return {
    rig,
    line,
    count,
    /** Queues one reminder each for so many new people. */
    fill: async (wanted: number): Promise<void> => {
      for (let left = wanted; left > 0; left -= PAGE) {
        await unitOfWork.run(scope, async () => {
          const page = Array.from({ length: Math.min(PAGE, left) }, () => {
            people += 1;
            const one = person(ids, lumen.id, people, clock.now());
            const contactPoint = {
              ...one.contactPoint,
              channel: 'sms' as const,
              address: numberOf(people),
            };
            return { ...one, contactPoint };
          });
          await storePeople(line, page);
          await line.queueMessages.run(page.map((one) => reminder(one, clock.now())));
        });
      }
    },
    /** Runs the line until nothing is queued, moving the clock where everything that is left has to wait. */
    sendAll: async (): Promise<void> => {
      while ((await count('queued')) + (await count('deferred')) > 0) {
        const { handedOver } = await line.dispatch.run(tenantId);
        if (handedOver === 0) clock.advanceTo(plus(clock.now(), 5 * SECOND));
        // The embedded database leaves no pause by itself; sockets and timers need their turn.
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      while ((await line.settlePending.run(tenantId)) > 0);
    },
  };
}
