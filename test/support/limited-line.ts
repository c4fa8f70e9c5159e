import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { ChannelAccount } from '../../src/application/ports/channel-accounts.js';
import type { QueueRequest } from '../../src/application/outbound/queue-messages.js';
import type { Instant } from '../../src/domain/calendar/instant.js';
import type { AccountLimits } from '../../src/domain/channel/account-limits.js';
import { UNLIMITED } from '../../src/domain/channel/account-limits.js';
import type { Message } from '../../src/domain/message/message.js';
import { idOf } from '../../src/domain/shared/ids.js';
import type { ChannelAccountId, InboundMessageId, LenderId } from '../../src/domain/shared/ids.js';
import type { OpenDatabase, Place } from './databases.js';
import { outboundLine } from './outbound-line.js';
import type { OutboundLine } from './outbound-line.js';
import { lender, person, reminder, storePeople } from './portfolio.js';
import type { Person } from './portfolio.js';
import { NotedJobs, ScriptedChannel, acceptedText, accountOf } from './scripted-channels.js';

const CAREFUL: AccountLimits = { ...UNLIMITED, secondsBetweenPeople: 10, secondsBetweenTexts: 5 };

export type LimitedLine = ReturnType<typeof limitedLine>;

/**
 * The real line over accounts of three scripted providers: one without limits, one with a pace, and chats that belong
 * to their account and close after the debtor's last message. Nothing waits from one test to the next.
 */
export function limitedLine(place: Place) {
  let database: OpenDatabase;
  let line: OutboundLine;
  let lenderId: LenderId;
  let count = 0;
  const jobs = new NotedJobs();
  const plain = new ScriptedChannel('plain');
  const careful = new ScriptedChannel('careful', { limits: CAREFUL });
  const chats = new ScriptedChannel('chats', {
    addresses: 'of-account',
    opensConversations: false,
    replyWindow: { hours: 48, messages: 5 },
    buttons: true,
  });
  beforeAll(async () => {
    database = await place.open();
    line = outboundLine(
      database,
      [plain, careful, chats].map((provider) => provider.registration()),
      { jobs },
    );
    const lumen = lender(database.ids);
    lenderId = lumen.id;
    await database.within(() => line.lenders.save(lumen));
  });
  beforeEach(async () => {
    await database.within(() =>
      database.unitOfWork
        .currentManager()
        .query(`UPDATE messages SET state = 'cancelled' WHERE state IN ('queued', 'deferred')`),
    );
    for (const provider of [plain, careful, chats]) {
      provider.answer = acceptedText;
      provider.known = null;
      provider.sent.length = 0;
      provider.lookedUp.length = 0;
    }
    jobs.dispatchAt.length = 0;
  });
  afterAll(() => database.close());

  const now = (): Instant => database.clock.now();
  const open = async (provider: ScriptedChannel, change: Partial<ChannelAccount> = {}) => {
    const account = accountOf(database, 'simulator', provider.provider, change);
    await database.within(() => line.accounts.save(account));
    return account;
  };
  /** Somebody who hears from that account. */
  const somebody = async (account: ChannelAccount | null, change: Partial<Person['contactPoint']> = {}) => {
    count += 1;
    const one = person(database.ids, lenderId, count, now());
    const contactPoint = { ...one.contactPoint, channelAccountId: account?.id ?? null, ...change };
    const who = { ...one, contactPoint };
    await database.within(() => storePeople(line, [who]));
    return who;
  };
  const queue = async (who: Person, change: Partial<QueueRequest> = {}): Promise<Message> => {
    const [message] = await database.within(() => line.queueMessages.run([reminder(who, now(), change)]));
    if (!message) throw new Error('not queued');
    return message;
  };
  /** An answer to what the debtor just wrote. */
  const answer = async (who: Person, change: Partial<QueueRequest> = {}): Promise<Message> => {
    const answersId = database.ids.next<InboundMessageId>();
    await database.within(() =>
      line.inbound.record([
        {
          id: answersId,
          channelAccountId: who.contactPoint.channelAccountId ?? idOf<ChannelAccountId>(''),
          providerMessageId: answersId,
          contactPointId: who.contactPoint.id,
          channel: who.contactPoint.channel,
          address: who.contactPoint.address,
          content: { kind: 'text', text: '?' },
          media: null,
          state: 'handled',
          disposition: null,
          sentAt: now(),
          receivedAt: now(),
          handledAt: now(),
        } as unknown as Parameters<OutboundLine['inbound']['record']>[0][number],
      ]),
    );
    return queue(who, { origin: 'reply', purpose: 'reactive', template: 'menu', answersId, ...change });
  };
  const dispatch = () => line.dispatch.run(database.tenantId);
  const stored = async ({ id }: Message): Promise<Message> => {
    const found = (await database.within(() => line.messages.byIds([id]))).get(id);
    if (!found) throw new Error('gone');
    return found;
  };
  const verdictsOf = ({ id }: Message) => database.within(() => line.verdicts.ofMessage(id));
  const report = (
    account: ChannelAccount,
    state: ChannelAccount['state'],
    slowUntil: Instant | null = null,
  ) => database.within(() => line.accountLog.report(account.id, { state, detail: '', slowUntil }, now()));

  return {
    plain,
    careful,
    chats,
    jobs,
    now,
    open,
    somebody,
    queue,
    answer,
    dispatch,
    stored,
    verdictsOf,
    report,
    database: () => database,
    line: () => line,
  };
}
