import { afterAll, beforeAll, beforeEach, describe, it, expect } from '@jest/globals';
import type { Locale } from '../../src/domain/shared/locale.js';
import { eachDatabase } from '../support/databases.js';
import type { Dialogue } from '../support/dialogue.js';
import type { Line } from '../support/people.js';
import { SETTINGS, START, confirmedDebtor, expected, newDebtor, play } from '../support/people.js';
import { Service } from '../support/service.js';

eachDatabase('dialogues: people', (place) => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start(await place.url(), START, ['lumen', 'northwind']);
  });
  afterAll(() => service.stop());

  describe.each<Locale>(['zh-CN', 'en'])('%s', (locale) => {
    const { zone } = SETTINGS[locale];
    beforeEach(() => service.nextWorkday('10:00', zone));

    const says = async (debtor: Dialogue, ...lines: Line[]): Promise<void> =>
      expect(await play(debtor, locale, lines)).toEqual(expected(locale, lines));
    const desk = (name: string, ...argv: string[]) => service.parley('--as', name, 'desk', ...argv);

    it('asks for a person: honest wait, one claims, the other is told who, an answer, handed back', async () => {
      const debtor = await confirmedDebtor(service, locale);
      const [ack] = await debtor.says(locale === 'en' ? 'can I talk to a real person' : '我要找人工客服');
      expect(ack?.template).toBe('handoff-ack');
      expect(ack?.text).toMatch(
        locale === 'en' ? /by \w+ \d+ \w+ 2026 14:00 at the latest/ : /最晚2026年.*15:00前/,
      );
      const item = await debtor.item();
      expect(item).toMatchObject({ reason: 'requested', priority: 'normal', state: 'open' });
      expect(await debtor.holds()).toEqual(['debtor human-owner']);

      expect(await desk('lin', 'claim', item.id)).toMatchObject({ code: 0 });
      const second = await desk('kai', 'claim', item.id);
      expect([second.code, second.errors.join()]).toEqual([
        1,
        expect.stringMatching(/HAND_OFF\.TAKEN.*held by lin/),
      ]);
      expect((await desk('kai', 'reply', item.id, 'hello')).errors.join()).toMatch(/HAND_OFF\.NOT_YOURS/);
      expect((await desk('kai', 'hand-back', item.id, '--why', 'x')).errors.join()).toMatch(
        /HAND_OFF\.NOT_YOURS/,
      );
      const screen = (await desk('lin', 'show', item.id)).out.join('\n');
      expect(screen).toContain('right party confirmed');
      expect(screen).toContain('6,000.00');
      expect(screen).not.toMatch(/张伟|Brooks|19900501123X|90\d{4}123X/);

      await says(debtor, ['在吗', 'anybody there?', null]);
      await service.plan();
      expect(await debtor.hears()).toEqual([]);
      const answer = locale === 'en' ? 'Good morning, how can I help?' : '您好，请问有什么可以帮您？';
      expect(await desk('lin', 'reply', item.id, answer)).toMatchObject({ code: 0 });
      const [reply, ...more] = await debtor.hears();
      expect([reply?.template, more]).toEqual(['staff-message', []]);
      expect(reply?.text).toContain(answer);
      expect(reply?.text).toContain('lin');
      expect(await debtor.verdicts('staff-message')).toEqual(['ALLOW allow']);

      expect(await desk('lin', 'hand-back', item.id, '--why', 'answered')).toMatchObject({ code: 0 });
      expect(await debtor.conversation()).toMatchObject({ owner: 'bot', state: 'open' });
      expect([await debtor.holds(), await debtor.queued()]).toEqual([[], []]);
      await says(debtor, ['我的账单', 'my bill', 'case-summary']);
    });

    it('when nobody is there the debtor is told from when on', async () => {
      const debtor = await newDebtor(service, locale);
      await service.daysOn(0, '19:00', zone);
      const [ack] = await debtor.says(locale === 'en' ? 'person' : '人工');
      expect(ack?.template).toBe('handoff-ack');
      expect(ack?.text).toMatch(
        locale === 'en' ? /back on \w+ \d+ \w+ 2026 (?:08:30|09:00)/ : /将从2026年.*09:00开始/,
      );
    });

    it('to somebody unconfirmed a person writes neutral words only', async () => {
      const debtor = await newDebtor(service, locale);
      await says(debtor, ['人工', 'person', 'handoff-ack']);
      const { id } = await debtor.item();
      await desk('lin', 'claim', id);
      const telling = locale === 'en' ? 'Your debt is overdue.' : '您的欠款已经逾期。';
      expect((await desk('lin', 'reply', id, '--neutral', telling)).errors.join()).toMatch(/NOT_NEUTRAL/);
      await desk('lin', 'reply', id, telling);
      expect((await debtor.hears()).filter(({ text }) => text.includes(telling))).toEqual([]);
      const greeting = locale === 'en' ? 'How can I help?' : '请问有什么可以帮您？';
      await desk('lin', 'reply', id, '--neutral', greeting);
      expect((await debtor.hears()).map(({ template }) => template)).toEqual(['staff-neutral']);
    });

    it('abuse: a calm answer once, then a person', async () => {
      const debtor = await confirmedDebtor(service, locale);
      await says(
        debtor,
        ['滚，畜生', 'you bastards', 'abuse-calm'],
        ['垃圾', 'you morons', 'handoff-ack'],
        ['垃圾', 'you morons', null],
      );
      expect([await debtor.queued(), await debtor.holds()]).toEqual([
        ['abuse normal'],
        ['debtor human-owner'],
      ]);
    });
  });

  it('broke no guarantee on the way', async () => {
    expect(await service.brokenGuarantees()).toEqual([]);
  });
});
