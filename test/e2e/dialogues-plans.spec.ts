import { afterAll, beforeAll, describe, it, expect } from '@jest/globals';
import { addDays, daysBetween } from '../../src/domain/calendar/local-date.js';
import type { LocalDate } from '../../src/domain/calendar/local-date.js';
import type { Locale } from '../../src/domain/shared/locale.js';
import { eachDatabase } from '../support/databases.js';
import type { Dialogue } from '../support/dialogue.js';
import type { Line } from '../support/people.js';
import {
  BALANCE_MINOR,
  SETTINGS,
  START,
  confirm,
  confirmedDebtor,
  expected,
  pays,
  play,
} from '../support/people.js';
import { Service } from '../support/service.js';

eachDatabase('dialogues: plans', (place) => {
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
    const until = (day: LocalDate, time: string): Promise<void> =>
      service.daysOn(daysBetween(service.today(zone), day), time, zone);
    const planOf = async (debtor: Dialogue) => {
      const found = await debtor.arrangement();
      if (!found) throw new Error('no plan was agreed');
      return found;
    };
    const dueDays = async (debtor: Dialogue): Promise<LocalDate[]> =>
      (await planOf(debtor)).instalments.map(({ dueOn }) => dueOn);
    const inTwoParts = async (): Promise<Dialogue> => {
      const debtor = await confirmedDebtor(service, locale);
      await says(debtor, ['分2期', '2 parts', 'plan-final'], ['确认', 'I agree', 'plan-agreed']);
      return debtor;
    };
    const templates = async (debtor: Dialogue): Promise<string[]> =>
      (await debtor.hears()).map(({ template }) => template);

    it('asked what is possible, offered, countered, every date shown, agreed by an explicit yes', async () => {
      const debtor = await confirmedDebtor(service, locale);
      await says(
        debtor,
        ['我想分期还', 'can I pay in instalments', 'affordability-ask'],
        ['每月500', '500 a month', 'plan-offer'],
      );
      const [final] = await debtor.says(locale === 'en' ? '3 parts' : '分3期');
      expect(final?.template).toBe('plan-final');
      expect(final?.text.match(/2,000\.00/g)).toHaveLength(3);
      expect([await debtor.arrangement(), await debtor.holds()]).toEqual([null, []]);
      const [agreed] = await debtor.says(locale === 'en' ? 'yes' : '确认');
      expect(agreed?.template).toBe('plan-agreed');
      const { plan, instalments } = await planOf(debtor);
      expect(plan).toMatchObject({ state: 'active', totalMinor: BALANCE_MINOR, discountMinor: 0 });
      expect(instalments.map(({ amountMinor }) => amountMinor)).toEqual([200_000, 200_000, 200_000]);
      for (const { dueOn } of instalments) {
        const day = locale === 'en' ? `${Number(dueOn.slice(8))} ` : `${Number(dueOn.slice(8))}日`;
        expect(agreed?.text).toContain(day);
      }
      expect(await debtor.holds()).toEqual(['debt arrangement-performing']);
      await says(debtor, ['我的计划', 'my plan', 'plan-show'], ['谢谢', 'thanks', 'plan-show']);
    });

    it('a part now, the rest later', async () => {
      const debtor = await confirmedDebtor(service, locale);
      const [answer] = await debtor.says(
        locale === 'en' ? 'a third now, the rest later' : '现在付三分之一，剩下的以后付',
      );
      expect(['plan-offer', 'plan-final']).toContain(answer?.template);
      expect(answer?.text).toContain('2,000.00');
    });

    it('countered beyond the lender’s rounds: a person, and never below the limits', async () => {
      const debtor = await confirmedDebtor(service, locale);
      const wish = locale === 'en' ? '50 a month' : '每月50';
      const heard: string[] = [];
      for (let round = 0; round < 6 && !heard.includes('handoff-ack'); round += 1) {
        for (const { template, text } of await debtor.says(wish)) {
          heard.push(template);
          expect(text).not.toMatch(/[¥$]50\.00/);
        }
      }
      expect(heard.slice(0, -1).every((template) => template === 'plan-offer')).toBe(true);
      expect([heard.at(-1), heard.length <= 4]).toEqual(['handoff-ack', true]);
      expect((await debtor.queued()).join()).toMatch(/^(?:rounds-exhausted|outside-authority) normal$/);
      expect(await debtor.arrangement()).toBeNull();
    });

    it('one date moved by the debtor; the next move is a person’s', async () => {
      const debtor = await inTwoParts();
      const [first = service.today(zone)] = await dueDays(debtor);
      const later = addDays(first, 4);
      const named = locale === 'en' ? later : `${Number(later.slice(5, 7))}月${Number(later.slice(8))}日`;
      await says(
        debtor,
        ['改日期', 'move date', 'new-date-ask'],
        [named, named, 'new-date-echo'],
        ['是', 'yes', 'new-date-confirmed'],
      );
      expect((await dueDays(debtor))[0]).toBe(later);
      expect((await planOf(debtor)).plan.dateMovesUsed).toBe(1);
      await says(debtor, ['改日期', 'move date', 'handoff-ack']);
      expect(await debtor.queued()).toEqual(['outside-authority normal']);
    });

    it('reminded before each instalment, thanked after each payment, left alone else, completed', async () => {
      const debtor = await inTwoParts();
      const [first = service.today(zone), second = first] = await dueDays(debtor);
      await until(addDays(first, -1), '09:00');
      await confirm(debtor, locale);
      await until(addDays(first, -1), '10:30');
      const [reminder, ...more] = await debtor.hears();
      expect([reminder?.template, more]).toEqual(['instalment-reminder', []]);
      expect(reminder?.text).toContain('3,000.00');
      await until(first, '09:30');
      await confirm(debtor, locale);
      await until(first, '11:00');
      await pays(debtor, locale, '3000.00');
      expect(await templates(debtor)).toEqual(['payment-receipt']);
      expect((await planOf(debtor)).instalments.map(({ state }) => state)).toEqual(['paid', 'due']);

      await until(addDays(second, -2), '11:00');
      expect(await templates(debtor)).toEqual([]);
      await until(second, '11:00');
      expect(await templates(debtor)).toEqual(['agreement-neutral']);
      await confirm(debtor, locale);
      await service.daysOn(1, '10:30', zone);
      await pays(debtor, locale, '3000.00');
      expect(await templates(debtor)).toEqual(['debt-closed']);
      expect((await planOf(debtor)).plan.state).toBe('completed');
      expect([(await debtor.debt()).state, await debtor.holds(), await debtor.queued()]).toEqual([
        'paid',
        [],
        [],
      ]);
    });

    it('missed: grace, an offer to catch up, then a person', async () => {
      const debtor = await inTwoParts();
      const [first = service.today(zone)] = await dueDays(debtor);
      const graceDays = locale === 'en' ? 5 : 3;
      await until(addDays(first, graceDays), '11:00');
      await debtor.hears();
      expect((await planOf(debtor)).instalments[0]?.state).toBe('due');
      await until(addDays(first, graceDays + 1), '09:00');
      await confirm(debtor, locale);
      await until(addDays(first, graceDays + 1), '11:00');
      expect(await templates(debtor)).toEqual(['instalment-missed']);
      expect((await planOf(debtor)).instalments[0]?.state).toBe('cure-offered');
      await service.daysOn(12, '11:00', zone);
      await debtor.hears();
      expect((await planOf(debtor)).plan.state).toBe('broken');
      expect([await debtor.queued(), await debtor.holds()]).toEqual([
        ['plan-broken normal'],
        ['debtor human-owner'],
      ]);
      await service.daysOn(4, '11:00', zone);
      expect(await templates(debtor)).toEqual([]);
    });
  });

  it('broke no guarantee on the way', async () => {
    expect(await service.brokenGuarantees()).toEqual([]);
  });
});
