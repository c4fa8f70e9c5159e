import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { MessageEntity } from '../../../src/adapters/persistence/entities/message.entity.js';
import { SendAttemptEntity } from '../../../src/adapters/persistence/entities/send-attempt.entity.js';
import { ReadTimeline } from '../../../src/application/cases/read-timeline.js';
import { ReadConversationEvents } from '../../../src/application/desk/read-conversation-events.js';
import { ChannelGateways } from '../../../src/application/ports/channel-gateway.js';
import { DAY, MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import type { SendOutcome } from '../../../src/domain/message/send-outcome.js';
import { ChannelWorld } from '../../support/channel-world.js';
import { eachDatabase } from '../../support/databases.js';
import type { Dialogue, Sent } from '../../support/dialogue.js';
import { SETTINGS, START, confirmedDebtor } from '../../support/people.js';
import { Service } from '../../support/service.js';

eachDatabase('texts that left an account', (place) => {
  let service: Service;
  let world: ChannelWorld;
  const { zone } = SETTINGS['zh-CN'];

  beforeAll(async () => {
    service = await Service.start(await place.url(), START, ['lumen']);
    world = await ChannelWorld.open(service, 'wechat');
  });
  afterAll(() => service.stop());
  afterEach(() => {
    jest.restoreAllMocks();
  });
  beforeEach(() => service.nextWorkday('10:00', zone));

  const address = (debtor: Dialogue): string => debtor.addressOn('wechat');
  const last = async (debtor: Dialogue): Promise<Sent> => {
    const message = (await debtor.messages()).at(-1);
    if (!message) throw new Error('nothing was sent');
    return message;
  };
  const attemptsOf = ({ id }: Sent): Promise<SendAttemptEntity[]> =>
    service.rows(SendAttemptEntity, { messageId: id });
  const left = async (debtor: Dialogue): Promise<[string, number]> => [
    (await debtor.conversation()).owner,
    (await debtor.queued()).length,
  ];
  /** The provider answers with that, after the text came back on the account. */
  const answers = (outcome: SendOutcome, meanwhile: (text: string) => Promise<void>): void => {
    const gateway = service.get(ChannelGateways).of('simulator');
    jest.spyOn(gateway, 'send').mockImplementationOnce(async (_account, { text }) => {
      await meanwhile(text);
      return outcome;
    });
  };
  const nothing = (): Promise<void> => Promise.resolve();

  it.each(['accepted-unconfirmed', 'unknown'] as const)(
    'one of ours settles what became of it, when the provider had said %s',
    async (kind) => {
      const debtor = await confirmedDebtor(service, 'zh-CN');
      answers(kind === 'unknown' ? { kind, reason: 'lost' } : { kind }, nothing);
      await world.hears(world.message(address(debtor), '我的计划'));
      const sent = await last(debtor);
      expect(sent.state).toBe(kind === 'unknown' ? 'unknown' : 'sent-unconfirmed');
      const echo = world.own(address(debtor), `  ${sent.body?.replaceAll('\n', '\r\n') ?? ''} `);
      await world.takes([echo]);
      expect(await last(debtor)).toMatchObject({ id: sent.id, state: 'sent' });
      expect(await attemptsOf(sent)).toMatchObject([{ providerMessageId: echo.providerMessageId }]);
      const receipt = {
        providerMessageId: echo.providerMessageId,
        status: 'read',
        at: service.now(),
        detail: null,
      } as const;
      await world.takes([echo, { kind: 'receipt', receipt }, echo]);
      expect((await last(debtor)).state).toBe('read');
      expect(await left(debtor)).toEqual(['bot', 0]);
    },
  );

  it.each<SendOutcome>([
    { kind: 'accepted-unconfirmed' },
    { kind: 'unknown', reason: 'lost' },
    { kind: 'retry', after: START, reason: 'said-no' },
  ])('one that comes back before its outcome is known is ours: $kind', async (outcome) => {
    const debtor = await confirmedDebtor(service, 'zh-CN');
    const seen: string[] = [];
    answers(outcome, async (text) => {
      const echo = world.own(address(debtor), text);
      seen.push(echo.providerMessageId);
      await world.takes([echo]);
    });
    await world.hears(world.message(address(debtor), '我的计划'));
    const sent = await last(debtor);
    expect(sent.state).toBe('sent');
    expect(await attemptsOf(sent)).toMatchObject([{ providerMessageId: seen[0], outcome: 'accepted' }]);
    expect(await left(debtor)).toEqual(['bot', 0]);
  });

  it('our own words twice are nobody taking over, whatever id they come under', async () => {
    const debtor = await confirmedDebtor(service, 'zh-CN');
    const body = (await last(debtor)).body ?? '';
    await world.takes([world.own(address(debtor), body), world.own(address(debtor), body)]);
    expect(await left(debtor)).toEqual(['bot', 0]);
    expect(await debtor.holds()).toEqual([]);
  });

  it.each([
    ['words that are not ours', 'unknown', '我是李经理，有事打给我'],
    ['our words, which the provider says a person typed', 'person', null],
    ['something other than text', 'unknown', undefined],
  ] as const)('%s: a person has it, and everybody sees what was said', async (_, author, words) => {
    const debtor = await confirmedDebtor(service, 'zh-CN');
    const text = words === null ? (await last(debtor)).body : (words ?? null);
    await service.moveTo(plus(service.now(), MINUTE));
    const before = (await debtor.messages()).length;
    const typed = world.own(address(debtor), text, author);
    await world.hears(typed);
    await world.hears(typed);
    expect(await debtor.conversation()).toMatchObject({ owner: 'person', state: 'with-person' });
    expect(await debtor.queued()).toEqual(['answered-elsewhere normal']);
    expect(await debtor.holds()).toEqual(['debtor human-owner']);
    expect(await debtor.messages()).toHaveLength(before + 1);
    expect(await last(debtor)).toMatchObject({ origin: 'elsewhere', state: 'sent', body: text });
    const page = { before: null, limit: 50 };
    const { entries } = await service
      .get(ReadConversationEvents)
      .run(service.scope, (await debtor.conversation()).id, page);
    const timeline = await service
      .get(ReadTimeline)
      .run(service.scope, (await debtor.debt()).id, 'talk', page);
    for (const list of [entries, timeline.entries]) {
      const shown = list.flatMap((one) => (one.kind === 'message' ? [one] : []));
      expect(shown.filter(({ message }) => message.origin === 'elsewhere').map((one) => one.text)).toEqual([
        text,
      ]);
    }
    expect((await world.service.rows(MessageEntity, { origin: 'elsewhere' })).length).toBeGreaterThan(0);
    expect(await service.brokenGuarantees()).toEqual([]);
  });

  it('what the assistant was about to say is withdrawn, and it stays silent after that', async () => {
    const debtor = await confirmedDebtor(service, 'zh-CN');
    await service.moveTo(plus(service.now(), DAY));
    await service.plan();
    answers({ kind: 'retry', after: plus(service.now(), MINUTE), reason: 'busy' }, nothing);
    await world.hears(world.message(address(debtor), '我的账单'));
    expect((await last(debtor)).state).toBe('queued');
    await world.hears(world.own(address(debtor), '我来回答', 'person'));
    const waiting = (await debtor.messages()).filter(
      ({ state }) => state === 'queued' || state === 'deferred',
    );
    expect(waiting).toEqual([]);
    await service.moveTo(plus(service.now(), 5 * MINUTE));
    await debtor.says('好的');
    expect((await last(debtor)).origin).toBe('elsewhere');
  });

  it('a text that the provider said it had not taken, and that is seen, does not go again', async () => {
    const debtor = await confirmedDebtor(service, 'zh-CN');
    answers({ kind: 'retry', after: plus(service.now(), MINUTE), reason: 'busy' }, nothing);
    await world.hears(world.message(address(debtor), '我的账单'));
    const sent = await last(debtor);
    await world.takes([world.own(address(debtor), sent.body)]);
    expect(await last(debtor)).toMatchObject({ id: sent.id, state: 'cancelled' });
    expect(await left(debtor)).toEqual(['bot', 0]);
  });

  it('what goes to somebody whom nobody knows is none of our business', async () => {
    const before = await service.rows(MessageEntity, {});
    await world.takes([world.own('a-friend', '晚上吃饭吗', 'person')]);
    expect(await service.rows(MessageEntity, {})).toHaveLength(before.length);
  });
});
