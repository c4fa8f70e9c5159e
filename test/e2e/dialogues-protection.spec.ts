import { afterAll, beforeAll, beforeEach, describe, it, expect } from '@jest/globals';
import { DAY, MINUTE, plus } from '../../src/domain/calendar/instant.js';
import { HoldEntity } from '../../src/adapters/persistence/entities/hold.entity.js';
import type { Locale } from '../../src/domain/shared/locale.js';
import { eachDatabase } from '../support/databases.js';
import type { Dialogue } from '../support/dialogue.js';
import type { Line } from '../support/people.js';
import { SETTINGS, START, confirmedDebtor, expected, newDebtor, play } from '../support/people.js';
import { Service } from '../support/service.js';

const CRISIS: Readonly<Record<Locale, string>> = { 'zh-CN': '我不想活了', en: 'I want to kill myself' };
const HELP_LINES: Readonly<Record<Locale, readonly string[]>> = { 'zh-CN': ['12356'], en: ['988', '911'] };
const SIDES: Readonly<Record<Locale, 0 | 1>> = { 'zh-CN': 0, en: 1 };

eachDatabase('dialogues: what protects the debtor', (place) => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start(await place.url(), START, ['lumen', 'northwind']);
  });
  afterAll(() => service.stop());

  describe.each<Locale>(['zh-CN', 'en'])('%s', (locale) => {
    const { zone, channels } = SETTINGS[locale];
    const side = SIDES[locale];
    beforeEach(() => service.nextWorkday('10:00', zone));

    const says = async (debtor: Dialogue, ...lines: Line[]): Promise<void> =>
      expect(await play(debtor, locale, lines)).toEqual(expected(locale, lines));
    const told = async (debtor: Dialogue): Promise<string[]> =>
      (await debtor.hears()).map(({ template }) => template);
    const desk = (...argv: string[]): Promise<string> => service.does('--as', 'lin', 'desk', ...argv);
    /** A week in which the cadence plans every day. */
    const weekPasses = (): Promise<void> => service.daysOn(7, '11:00', zone);
    const inCrisis = async (debtor: Dialogue): Promise<void> => {
      const now = plus(service.now(), 15_000);
      const [answer, ...more] = await debtor.says(CRISIS[locale]);
      expect([answer?.template, more]).toEqual(['crisis-support', []]);
      for (const line of HELP_LINES[locale]) expect(answer?.text).toContain(line);
      expect(answer?.text).not.toMatch(/[¥$]|STOP|拒收/);
      expect(await debtor.holds()).toContain('debtor crisis');
      expect(await debtor.queued()).toEqual(['crisis urgent']);
      const { answerBy } = await debtor.item();
      expect(answerBy - now).toBeLessThanOrEqual(15 * MINUTE);
      expect((await service.does('desk', 'queue')).split('\n')[1]).toContain('urgent');
    };

    it('hardship: kind words, no collection for the pack’s time, a smaller plan on offer', async () => {
      const debtor = await confirmedDebtor(service, locale);
      const [kind] = await debtor.says(
        locale === 'en' ? 'I lost my job and have no income' : '我失业了，没有收入',
      );
      expect(kind?.template).toBe('hardship-kind');
      expect((await debtor.person()).vulnerabilities).toEqual(['hardship']);
      const [hold] = await service.rows(HoldEntity, {
        reason: 'hardship',
        debtorId: (await debtor.person()).id,
      });
      expect(hold?.untilAt).toBe(plus(service.now(), 30 * DAY));
      await says(debtor, ['1', '1', 'affordability-ask'], ['每月100', '100 a month', 'plan-offer']);
      await weekPasses();
      expect(await told(debtor)).toEqual([]);
    });

    it('crisis, confirmed or not: support with the help line, everything stops, an alert within minutes', async () => {
      const known = await confirmedDebtor(service, locale);
      await inCrisis(known);
      const stranger = await newDebtor(service, locale);
      await inCrisis(stranger);
      await says(stranger, [CRISIS['zh-CN'], CRISIS.en, 'crisis-support']);
      await weekPasses();
      expect([await told(known), await told(stranger)]).toEqual([[], []]);
    });

    it('crisis while a person owns the conversation: answered all the same, and raised', async () => {
      const debtor = await confirmedDebtor(service, locale);
      await says(debtor, ['人工', 'person', 'handoff-ack']);
      await desk('claim', (await debtor.item()).id);
      await inCrisis(debtor);
    });

    it('crisis at 23:00', async () => {
      const debtor = await newDebtor(service, locale);
      await service.daysOn(0, '23:00', zone);
      await inCrisis(debtor);
      expect(await debtor.verdicts('crisis-support')).toEqual(['ALLOW allow']);
    });

    it.each([
      ['representation', '有事找我的律师', 'talk to my lawyer', 'noted-for-person'],
      ['insolvency', '我已经申请破产了', 'I filed for bankruptcy', 'noted-for-person'],
      ['deceased', '他上个月去世了', 'he passed away last month', 'condolence'],
      ['minor', '我才15岁', "I'm only 15 years old", 'noted-for-person'],
    ])('%s: the hold that the policy names, a person, and nothing more', async (reason, zh, en, template) => {
      const debtor = await confirmedDebtor(service, locale);
      await says(debtor, [zh, en, template], ['喂', 'hello?', null]);
      expect(await debtor.holds()).toEqual([`debtor ${reason}`, 'debtor human-owner'].sort());
      expect(await debtor.queued()).toEqual([`${reason} high`]);
      await weekPasses();
      expect(await told(debtor)).toEqual([]);
    });

    it.each([
      ['别再发了', 'Stop. Thank you'],
      ['停止', 'STOP'],
      ['退订', 'unsubscribe'],
      ['不要再给我发短信了', 'please stop texting me'],
      ['R', 'leave me alone'],
    ])('stop, as “%s” or “%s”: confirmed once, and no other channel starts anything', async (...words) => {
      const debtor = await confirmedDebtor(service, locale);
      const [ack, ...more] = await debtor.says(words[side]);
      expect([ack?.template, more]).toEqual(['optout-confirm', []]);
      expect(ack?.text).not.toMatch(/[¥$]|http/);
      const [first, second] = channels;
      expect((await debtor.contactPoint(first)).optedOutAt).toBe(service.now());
      expect((await debtor.contactPoint(second)).optedOutAt).toBeNull();
      expect([await debtor.holds(), await debtor.queued()]).toEqual([
        ['debtor opt-out-review'],
        ['opt-out-review normal'],
      ]);
      await says(debtor, ['停止', 'stop', null]);
    });

    it('after a stop: silence everywhere until a person has looked; then the other channel alone', async () => {
      const debtor = await newDebtor(service, locale, { daysPastDue: 15 });
      await service.plan();
      expect((await debtor.hears()).map(({ channel }) => channel)).toEqual(['sms']);
      await service.daysOn(1, '10:00', zone);
      await says(debtor, ['别再发了', 'please stop texting me', 'optout-confirm']);
      await service.daysOn(6, '11:00', zone);
      await service.plan();
      expect(await debtor.hears()).toEqual([]);
      await says(debtor, ['我欠多少', 'how much do I owe', 'stopped-ack'], ['人工', 'person', 'handoff-ack']);
      const { id } = await debtor.item();
      await desk('claim', id);
      await desk('hand-back', id, '--why', 'wants no more on this channel');
      expect(await debtor.holds()).toEqual([]);
      await service.daysOn(7, '11:00', zone);
      await service.plan();
      await service.daysOn(1, '11:00', zone);
      expect((await debtor.hears()).filter(({ channel }) => channel !== 'sms')).toEqual([]);
      expect((await debtor.contactPoint()).optedOutAt).not.toBeNull();
    });

    it('never again: cease contact everywhere', async () => {
      const debtor = await confirmedDebtor(service, locale);
      await says(debtor, ['永远不要再联系我', 'never contact me again', 'cease-confirm']);
      expect(await debtor.holds()).toEqual(['debtor cease-contact']);
      expect(await debtor.queued()).toEqual(['cease-contact normal']);
      await weekPasses();
      expect(await told(debtor)).toEqual([]);
    });
  });

  it('broke no guarantee on the way', async () => {
    expect(await service.brokenGuarantees()).toEqual([]);
  });
});
