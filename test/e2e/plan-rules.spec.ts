import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, dayOf, weekdayOf } from '../../src/domain/calendar/local-date.js';
import type { Locale } from '../../src/domain/shared/locale.js';
import { eachDatabase } from '../support/databases.js';
import type { Dialogue } from '../support/dialogue.js';
import { BALANCE_MINOR, SETTINGS, START, confirmedDebtor, pays } from '../support/people.js';
import { Service } from '../support/service.js';

const RULES = '    paymentDayRule: next-working-day\n    interestPerYearPerMille: 120\n';

eachDatabase('plans by the rules of the lender', (place) => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-rules-'));
  let service: Service;
  beforeAll(async () => {
    service = await Service.start(await place.url(), START, ['lumen', 'northwind']);
    for (const lender of ['lumen', 'northwind']) {
      const path = join(folder, `${lender}.yaml`);
      const text = readFileSync(`config/lenders/${lender}.yaml`, 'utf8');
      writeFileSync(path, text.replace(/^( {4}maximumRounds: \d+\n)/mu, `$1${RULES}`));
      await service.does('lender', 'apply', path);
    }
  });
  afterAll(async () => {
    await service.stop();
    rmSync(folder, { recursive: true });
  });

  describe.each<Locale>(['zh-CN', 'en'])('%s', (locale) => {
    beforeAll(() => service.nextWorkday('10:00', SETTINGS[locale].zone));

    const agreed = async (): Promise<{ debtor: Dialogue; shown: string }> => {
      const debtor = await confirmedDebtor(service, locale);
      const [final] = await debtor.says(locale === 'en' ? '3 parts' : '分3期');
      expect(final?.template).toBe('plan-final');
      const [done] = await debtor.says(locale === 'en' ? 'I agree' : '确认');
      expect(done?.template).toBe('plan-agreed');
      return { debtor, shown: final?.text ?? '' };
    };
    const major = (minor: number): string => (minor / 100).toFixed(2);
    const grouped = (minor: number): string => major(minor).replace(/\B(?=(\d{3})+\.)/gu, ',');

    it('shows total and interest before the yes, on working days, and ends with the last payment', async () => {
      const { debtor, shown } = await agreed();
      const { plan, instalments } = (await debtor.arrangement())!;
      const interest = plan.totalMinor - BALANCE_MINOR;
      expect(interest).toBeGreaterThan(0);
      expect(shown).toContain(grouped(plan.totalMinor));
      expect(shown).toMatch(locale === 'en' ? /of it interest/u : /其中利息/u);
      expect(shown).toContain(grouped(interest));
      expect(instalments.map(({ interestMinor }) => interestMinor).reduce((a, b) => a + b)).toBe(interest);
      expect(instalments.map(({ amountMinor }) => amountMinor).reduce((a, b) => a + b)).toBe(plan.totalMinor);
      for (const { dueOn } of instalments) expect(weekdayOf(dueOn)).toBeLessThanOrEqual(5);
      for (const { amountMinor } of instalments) await pays(debtor, locale, major(amountMinor));
      const { state, components } = await debtor.debt();
      expect([state, components.interestMinor - 15_000]).toEqual(['paid', interest]);
      expect((await debtor.arrangement())?.plan.state).toBe('completed');
      expect(await service.brokenGuarantees()).toEqual([]);
    });

    it('falls on the pay day that was named, and stays on it when other terms are asked for later', async () => {
      const { zone } = SETTINGS[locale];
      const payDay = dayOf(addDays(service.today(zone), 5));
      const debtor = await confirmedDebtor(service, locale);
      const [final] = await debtor.says(
        locale === 'en'
          ? `3 parts please, I get paid on the ${payDay}th`
          : `分3期吧，我每个月${payDay}号发工资`,
      );
      expect(final?.template).toBe('plan-final');
      await debtor.says(locale === 'en' ? '2 parts' : '分2期');
      await debtor.says(locale === 'en' ? 'I agree' : '确认');
      const { instalments } = (await debtor.arrangement())!;
      expect(instalments).toHaveLength(2);
      for (const { dueOn } of instalments) {
        const meant = [0, 1, 2].map((back) => addDays(dueOn, -back)).find((day) => dayOf(day) === payDay);
        expect(meant).toBeDefined();
        expect(dueOn === meant || weekdayOf(meant!) > 5).toBe(true);
      }
      expect(await service.brokenGuarantees()).toEqual([]);
    });

    it('asks no interest of who pays the balance at once', async () => {
      const { debtor } = await agreed();
      await pays(debtor, locale, major(BALANCE_MINOR));
      const { state, components } = await debtor.debt();
      expect([state, components.interestMinor, components.paidMinor]).toEqual([
        'paid',
        15_000,
        BALANCE_MINOR,
      ]);
      expect(await service.brokenGuarantees()).toEqual([]);
    });
  });
});
