import { afterAll, beforeAll, beforeEach, describe, it, expect } from '@jest/globals';
import { EventEntity } from '../../src/adapters/persistence/entities/event.entity.js';
import { InboundMediaEntity } from '../../src/adapters/persistence/entities/inbound-message.entity.js';
import { addDays } from '../../src/domain/calendar/local-date.js';
import { writeDate } from '../../src/domain/conversation/wording.js';
import type { Locale } from '../../src/domain/shared/locale.js';
import { eachDatabase } from '../support/databases.js';
import type { Dialogue } from '../support/dialogue.js';
import type { Line } from '../support/people.js';
import {
  FACTS,
  SETTINGS,
  START,
  anotherDebt,
  confirmedDebtor,
  expected,
  newDebtor,
  pays,
  play,
} from '../support/people.js';
import { Service } from '../support/service.js';

const RECEIPT = Buffer.from('a picture of a receipt').toString('base64');

eachDatabase('dialogues: payments claimed and disputes', (place) => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start(await place.url(), START, ['lumen', 'northwind']);
  });
  afterAll(() => service.stop());

  describe.each<Locale>(['zh-CN', 'en'])('%s', (locale) => {
    const { zone, channels } = SETTINGS[locale];
    beforeEach(() => service.nextWorkday('08:30', zone));

    const says = async (debtor: Dialogue, ...lines: Line[]): Promise<void> =>
      expect(await play(debtor, locale, lines)).toEqual(expected(locale, lines));
    const told = async (debtor: Dialogue): Promise<string[]> =>
      (await debtor.hears()).map(({ template }) => template);
    const desk = (...argv: string[]): Promise<string> => service.does('--as', 'lin', 'desk', ...argv);
    const claims = async (debtor: Dialogue): Promise<string> => {
      const { id } = await debtor.item();
      await desk('claim', id);
      return id;
    };
    const handsBack = async (debtor: Dialogue, id: string): Promise<void> => {
      await desk('hand-back', id, '--why', 'answered');
      expect(await debtor.conversation()).toMatchObject({ owner: 'bot', state: 'open' });
      expect([await debtor.holds(), await debtor.queued()]).toEqual([[], []]);
    };

    it('already paid, found: thanks, and silence', async () => {
      const debtor = await confirmedDebtor(service, locale);
      await pays(debtor, locale, '500.00');
      expect(await told(debtor)).toEqual(['payment-receipt']);
      const [found] = await debtor.says(locale === 'en' ? 'I already paid 500 today' : '我今天已经还了500');
      expect([found?.template, found?.text.includes('500.00')]).toEqual(['payment-found', true]);
      expect([await debtor.holds(), await debtor.queued(), await debtor.disputes()]).toEqual([[], [], []]);
    });

    it.each([
      ['upheld', 'payment-check-found'],
      ['rejected', 'payment-check-not-found'],
    ])(
      'already paid, not found: held, picture kept, a person decides %s and the debtor is told',
      async (outcome, template) => {
        const debtor = await confirmedDebtor(service, locale);
        await says(debtor, ['我已经还过了', 'I already paid', 'payment-details-ask']);
        expect([await debtor.holds(), await debtor.queued()]).toEqual([
          ['debt payment-claimed'],
          ['payment-claimed normal'],
        ]);
        const [claim] = await debtor.disputes();
        expect(claim).toMatchObject({ kind: 'payment-claimed', state: 'open' });
        const heard = await debtor.sends({ kind: 'picture', mediaType: 'image/png', name: null }, RECEIPT);
        expect(heard.map((one) => one.template)).toEqual(['payment-noted']);
        const picture = (await debtor.inbound()).at(-1);
        const parts = await service.rows(InboundMediaEntity, {
          inboundMessageId: picture?.id ?? ('' as never),
        });
        expect([picture?.hasMedia, parts.length]).toEqual([true, 1]);
        const kept = await service.rows(EventEntity, { type: 'evidence.kept' });
        expect(kept.some(({ subjects }) => JSON.stringify(subjects).includes(picture?.id ?? '?'))).toBe(true);

        await service.daysOn(0, '11:00', zone);
        expect(await told(debtor)).toEqual([]);
        const item = await claims(debtor);
        await desk('decide-dispute', claim?.number ?? '?', outcome);
        expect(await told(debtor)).toEqual([template]);
        expect((await debtor.disputes())[0]).toMatchObject({ state: 'decided', outcome, decidedBy: 'lin' });
        expect((await debtor.debt()).state).toBe('open');
        await handsBack(debtor, item);
      },
    );

    it.each([
      ['not-mine', '这笔钱不是我借的', 'I never took this loan', 'upheld', 'withdrawn'],
      [
        'identity-theft',
        '有人冒用我的身份贷款',
        'someone stole my identity and opened this',
        'upheld',
        'withdrawn',
      ],
      ['wrong-amount', '利息算得不对', 'the amount is wrong', 'partly-upheld', 'open'],
      ['prove-it', '把合同拿出来给我看', 'send me proof of this debt', 'rejected', 'open'],
    ])(
      'dispute, %s: all channels stop at once, a number and a day, decided, told, handed back',
      async (kind, zh, en, outcome, after) => {
        const debtor = await newDebtor(service, locale);
        const other = await anotherDebt(service, locale, debtor, { daysPastDue: 15 });
        await service.plan();
        const waiting = (await debtor.messages()).map(({ channel, state }) => `${channel} ${state}`);
        expect(waiting.sort()).toEqual([...channels].map((channel) => `${channel} queued`).sort());

        await debtor.says(locale === 'en' ? 'hello' : '你好');
        const [choice] = await debtor.says(FACTS);
        expect(choice?.template).toBe('choose-debt');
        const number = choice?.text
          .split('\n')
          .find((line) => line.includes(debtor.reference))
          ?.slice(0, 1);
        await says(debtor, [number ?? '?', number ?? '?', 'case-summary']);

        const [ack] = await debtor.says(locale === 'en' ? en : zh);
        expect(ack?.template).toBe('dispute-ack');
        const [dispute] = await debtor.disputes();
        expect(dispute).toMatchObject({ kind, state: 'open' });
        expect(ack?.text).toContain(dispute?.number ?? '?');
        const answerBy = addDays(service.today(zone), 15);
        expect(dispute?.answerByOn).toBe(answerBy);
        expect(ack?.text).toContain(writeDate(answerBy, locale));
        expect(await debtor.holds()).toEqual(['debt dispute', 'debtor human-owner']);
        expect(await debtor.queued()).toEqual(['dispute high']);
        const [ofDispute, elsewhere] = channels.map((channel) => `on ${channel}: cancelled`);
        const stopped = (await debtor.unsent()).map((line) => line.slice(line.indexOf('on ')));
        expect(stopped.sort()).toEqual([`${ofDispute} (dispute)`, `${elsewhere} (human-owner)`].sort());
        await service.daysOn(0, '11:00', zone);
        await service.plan();
        expect(await told(debtor)).toEqual([]);
        await says(debtor, ['喂', 'hello?', null]);

        const item = await claims(debtor);
        await desk(
          'decide-dispute',
          dispute?.number ?? '?',
          outcome,
          ...(after === 'open' && outcome !== 'rejected' ? ['--owed', '590000'] : []),
        );
        const [result, ...more] = await debtor.hears();
        expect([result?.template, more]).toEqual([`dispute-${outcome}`, []]);
        expect(result?.text).toContain(dispute?.number ?? '?');
        if (outcome === 'partly-upheld') expect(result?.text).toContain('5,900.00');
        expect((await debtor.debt()).state).toBe(after);
        expect((await other.debt()).state).toBe('open');
        await handsBack(debtor, item);
      },
    );

    it('a dispute of somebody unconfirmed stops everything and reveals nothing; nothing starts by itself', async () => {
      const debtor = await newDebtor(service, locale);
      const [ack] = await debtor.says(locale === 'en' ? 'I never took this loan' : '这钱不是我借的');
      expect(ack?.template).toBe('handoff-ack');
      expect([await debtor.holds(), await debtor.queued()]).toEqual([
        ['debtor dispute', 'debtor human-owner'],
        ['dispute high'],
      ]);
      await service.daysOn(7, '11:00', zone);
      await service.plan();
      expect(await told(debtor)).toEqual([]);
      const item = await claims(debtor);
      await desk('release-hold', debtor.lender, debtor.reference, 'dispute', '--why', 'looked into');
      await handsBack(debtor, item);
    });
  });

  it('broke no guarantee on the way', async () => {
    expect(await service.brokenGuarantees()).toEqual([]);
  });
});
