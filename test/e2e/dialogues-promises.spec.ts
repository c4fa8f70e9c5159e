import { afterAll, beforeAll, describe, it, expect } from '@jest/globals';
import { addDays, daysBetween, weekdayOf } from '../../src/domain/calendar/local-date.js';
import type { LocalDate } from '../../src/domain/calendar/local-date.js';
import { instantAt } from '../../src/domain/calendar/zone.js';
import type { Locale } from '../../src/domain/shared/locale.js';
import { HoldEntity } from '../../src/adapters/persistence/entities/hold.entity.js';
import { eachDatabase } from '../support/databases.js';
import type { Dialogue } from '../support/dialogue.js';
import type { Line } from '../support/people.js';
import { SETTINGS, START, confirm, confirmedDebtor, expected, pays, play } from '../support/people.js';
import { Service } from '../support/service.js';

eachDatabase('dialogues: promises', (place) => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start(await place.url(), START, ['lumen', 'northwind']);
  });
  afterAll(() => service.stop());

  describe.each<Locale>(['zh-CN', 'en'])('%s', (locale) => {
    const { zone } = SETTINGS[locale];
    beforeAll(() => service.nextWorkday('10:00', zone));

    const says = async (debtor: Dialogue, ...lines: Line[]): Promise<void> =>
      expect(await play(debtor, locale, lines)).toEqual(expected(locale, lines));
    const today = (): LocalDate => service.today(zone);
    /** The day that "next Friday" names. */
    const nextFriday = (): LocalDate => addDays(today(), 12 - weekdayOf(today()));
    const until = (day: LocalDate): Promise<void> => service.daysOn(daysBetween(today(), day), '10:30', zone);

    const promised = async (): Promise<{ debtor: Dialogue; dueOn: LocalDate }> => {
      const debtor = await confirmedDebtor(service, locale);
      const dueOn = nextFriday();
      const [echo] = await debtor.says(locale === 'en' ? "I'll pay 500 next Friday" : '下周五发工资还500');
      expect(echo?.template).toBe('promise-echo');
      expect(echo?.text).toContain('500.00');
      expect(echo?.text).toContain(
        locale === 'en' ? `Friday ${Number(dueOn.slice(8))} ` : `${Number(dueOn.slice(8))}日（周五）`,
      );
      expect(await debtor.promises()).toEqual([]);
      await says(debtor, ['对', 'yes', 'promise-confirmed']);
      return { debtor, dueOn };
    };

    it('a promise: echoed, confirmed, held, reminded the day before, kept', async () => {
      const { debtor, dueOn } = await promised();
      expect(await debtor.promises()).toMatchObject([{ state: 'open', amountMinor: 50_000, dueOn }]);
      expect(await debtor.holds()).toEqual(['debt promise-open']);
      const [hold] = await service.rows(HoldEntity, { debtId: (await debtor.debt()).id });
      expect(hold?.untilAt).toBe(instantAt(addDays(dueOn, 2), 0, zone));

      await until(addDays(dueOn, -2));
      expect(await debtor.hears()).toEqual([]);
      await until(addDays(dueOn, -1));
      // The confirmation lasted a day, so what was promised is not told before it is renewed.
      expect((await debtor.hears()).map(({ template }) => template)).toEqual(['agreement-neutral']);
      await until(dueOn);
      await confirm(debtor, locale);
      await pays(debtor, locale, '500.00');
      const [receipt, ...more] = await debtor.hears();
      expect([receipt?.template, more]).toEqual(['payment-receipt', []]);
      expect(receipt?.text).toContain('5,500.00');
      expect(await debtor.promises()).toMatchObject([{ state: 'kept' }]);
      expect([await debtor.holds(), await debtor.queued()]).toEqual([[], []]);
    });

    it('a promise reminded of while the right party is still confirmed names amount and day', async () => {
      const { debtor, dueOn } = await promised();
      await service.daysOn(daysBetween(today(), addDays(dueOn, -1)), '09:00', zone);
      await confirm(debtor, locale);
      await until(today());
      const [reminder, ...more] = await debtor.hears();
      expect([reminder?.template, more]).toEqual(['promise-reminder', []]);
      expect(reminder?.text).toContain('500.00');
    });

    it('a promise brought forward keeps its amount and takes the place of the first', async () => {
      const { debtor } = await promised();
      const [echo] = await debtor.says(locale === 'en' ? 'I will pay tomorrow instead' : '改到明天还');
      expect([echo?.template, echo?.text.includes('500.00')]).toEqual(['promise-echo', true]);
      await says(debtor, ['对，就这样', 'Yes, that is right', 'promise-confirmed']);
      const promises = (await debtor.promises()).map(({ state, dueOn }) => `${state} ${dueOn}`);
      expect(promises).toHaveLength(2);
      expect(promises).toContain(`open ${addDays(today(), 1)}`);
      expect(await debtor.holds()).toEqual(['debt promise-open']);
      await says(debtor, ['下周五再还', 'I will pay next Friday', 'handoff-ack']);
      expect(await debtor.queued()).toEqual(['outside-authority normal']);
    });

    it('a promise kept in part: thanks, and a question about the rest', async () => {
      const { debtor, dueOn } = await promised();
      await until(dueOn);
      await pays(debtor, locale, '200.00');
      await confirm(debtor, locale);
      await debtor.hears();
      await service.daysOn(1, '10:05', zone);
      await service.daysOn(0, '10:40', zone);
      expect(await debtor.promises()).toMatchObject([{ state: 'partly-kept' }]);
      expect((await debtor.hears()).map(({ template }) => template)).toContain('promise-broken');
      expect(await debtor.queued()).toEqual([]);
    });

    it('a broken promise: a person, and not the same loop again', async () => {
      const { debtor, dueOn } = await promised();
      await until(addDays(dueOn, 1));
      await until(addDays(dueOn, 3));
      expect(await debtor.promises()).toMatchObject([{ state: 'broken' }]);
      expect(await debtor.queued()).toEqual(['promise-broken normal']);
      expect(await debtor.holds()).toEqual(['debtor human-owner']);
      expect((await debtor.conversation()).owner).toBe('person');
      await debtor.hears();
      await service.daysOn(4, '11:00', zone);
      expect(await debtor.hears()).toEqual([]);
    });
  });

  it('broke no guarantee on the way', async () => {
    expect(await service.brokenGuarantees()).toEqual([]);
  });
});
