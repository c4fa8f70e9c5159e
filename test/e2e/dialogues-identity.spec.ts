import { afterAll, beforeAll, describe, it, expect } from '@jest/globals';
import { DAY, plus } from '../../src/domain/calendar/instant.js';
import type { Locale } from '../../src/domain/shared/locale.js';
import { debtWordsIn } from '../../src/domain/template/debt-words.js';
import { eachDatabase } from '../support/databases.js';
import type { Heard } from '../support/dialogue.js';
import type { Line } from '../support/people.js';
import {
  FACTS,
  SETTINGS,
  START,
  anotherDebt,
  confirmedDebtor,
  expected,
  newDebtor,
  play,
} from '../support/people.js';
import { Service } from '../support/service.js';

const SECRETS = /6,000|5,800|R-\d{4}|consumer-loan|personal-loan|张伟|Brooks/;

/** What nobody but the debtor may read. */
const revealed = (heard: readonly Heard[]): string[] =>
  heard.flatMap(({ text }) => [...debtWordsIn(text), ...(SECRETS.exec(text) ?? [])]);

const OTHER_LENDER: Readonly<Record<Locale, string>> = { 'zh-CN': 'haitang', en: 'meridian' };

eachDatabase('dialogues: who is it', (place) => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start(await place.url(), START, ['lumen', 'northwind', 'haitang', 'meridian']);
  });
  afterAll(() => service.stop());

  describe.each<Locale>(['zh-CN', 'en'])('%s', (locale) => {
    const { zone, channels } = SETTINGS[locale];
    beforeAll(() => service.nextWorkday('10:00', zone));

    it('first contact: nothing that reveals a debt until two facts match; then the amounts by item', async () => {
      const debtor = await newDebtor(service, locale);
      await service.plan();
      const before = await debtor.hears();
      for (const text of ['3', '1', '123X']) before.push(...(await debtor.says(text)));
      expect(before.map(({ template }) => template)).toEqual([
        'first-contact',
        'who-we-are',
        'identity-facts',
        'identity-facts',
      ]);
      expect(revealed(before)).toEqual([]);
      expect(before[0]?.text).toMatch(
        locale === 'en' ? /Northwind.*automated assistant/s : /澄明.*智能助手/s,
      );
      expect(before[0]?.text).toContain(`https://${locale === 'en' ? 'northwind' : 'lumen'}.example`);

      const [summary] = await debtor.says('1990-05-01');
      expect(summary?.template).toBe('case-summary');
      for (const amount of ['6,000.00', '5,800.00', '150.00', '50.00', debtor.reference]) {
        expect(summary?.text).toContain(amount);
      }
      expect(summary?.text).toMatch(locale === 'en' ? /June 2026, 2 days ago/ : /6月\d+日.*已过 2 天/);
      expect(await debtor.contactPoint()).toMatchObject({
        rightPartyState: 'confirmed',
        rightPartyMethod: 'two-facts',
        rightPartyExpiresAt: plus(service.now(), DAY),
      });
      expect(await debtor.conversation()).toMatchObject({ state: 'open', owner: 'bot' });
      expect(await debtor.verdicts('first-contact')).toEqual(['ALLOW allow']);
      expect((await debtor.messages()).map(({ state }) => state)).toEqual(Array(5).fill('delivered'));
      expect([await debtor.holds(), await debtor.queued()]).toEqual([[], []]);
    });

    it('wrong facts three times: a person goes on, and nothing was told', async () => {
      const debtor = await newDebtor(service, locale);
      const heard = [...(await debtor.says(locale === 'en' ? 'hello' : '你好')), ...(await debtor.says('1'))];
      for (const id of ['0000', '1111', '2222']) heard.push(...(await debtor.says(`${id} 1990-05-01`)));
      expect(heard.map(({ template }) => template)).toEqual([
        'identity-ask',
        'identity-facts',
        'identity-retry',
        'identity-retry',
        'handoff-ack',
      ]);
      expect(revealed(heard)).toEqual([]);
      expect(await debtor.says(FACTS)).toEqual([]);
      expect(await debtor.contactPoint()).toMatchObject({
        rightPartyState: 'unconfirmed',
        rightPartyFailedTries: 3,
      });
      expect(await debtor.conversation()).toMatchObject({ state: 'with-person', owner: 'person' });
      expect([await debtor.holds(), await debtor.queued()]).toEqual([
        ['debtor human-owner'],
        ['identity-failed normal'],
      ]);
    });

    it('what was asked before the check is taken up after it', async () => {
      const debtor = await newDebtor(service, locale);
      const lines: Line[] = [
        ['可以分期吗', 'can I pay in instalments?', 'identity-ask'],
        ['是的', 'yes', 'identity-facts'],
        [FACTS, FACTS, 'affordability-ask'],
      ];
      expect(await play(debtor, locale, lines)).toEqual(expected(locale, lines));
    });

    it('a third party: neutral words only', async () => {
      const debtor = await newDebtor(service, locale);
      const heard = await debtor.says(locale === 'en' ? 'this is his mother' : '我是他妈妈');
      expect(heard.map(({ template }) => template)).toEqual(['third-party']);
      expect(revealed(heard)).toEqual([]);
      expect((await debtor.contactPoint()).rightPartyState).toBe('wrong');
    });

    it('two lenders at one address: asked which, by name only, and only that one answers', async () => {
      const debtor = await newDebtor(service, locale);
      const other = await anotherDebt(service, locale, debtor, { lender: OTHER_LENDER[locale] });
      const wanted = locale === 'en' ? 'how much do I owe' : '我欠多少钱';
      const [question] = await debtor.says(wanted);
      expect(question?.template).toBe('lender-choice');
      const names = locale === 'en' ? ['Northwind', 'Meridian'] : ['澄明', '海棠'];
      for (const name of names) expect(question?.text).toContain(name);
      expect(revealed(question ? [question] : [])).toEqual([]);
      const place = question?.text.split('\n').find((line) => line.includes(names[1] ?? '?'));
      const [answer] = await debtor.says(place?.slice(0, 1) ?? '?');
      expect(answer?.template).toBe('identity-ask');
      const [summary] = await debtor.says(FACTS);
      expect([summary?.template, summary?.text.includes(other.reference)]).toEqual(['case-summary', true]);
      expect(summary?.text).not.toContain(debtor.reference);
    });

    it('two messages 200 ms apart, processed side by side: in their order, each once', async () => {
      const debtor = await newDebtor(service, locale);
      await debtor.types({ kind: 'text', text: locale === 'en' ? 'hello' : '你好' });
      service.clock.advanceTo(plus(service.now(), 200));
      await debtor.types({ kind: 'text', text: FACTS });
      await Promise.all([service.work(), service.work()]);
      expect((await debtor.hears()).map(({ template }) => template)).toEqual([
        'identity-ask',
        'case-summary',
      ]);
      expect((await debtor.inbound()).map(({ state }) => state)).toEqual(['processed', 'processed']);
    });

    it('a message that is delivered twice is processed once', async () => {
      const debtor = await confirmedDebtor(service, locale);
      const text = locale === 'en' ? 'I already paid' : '我已经还过了';
      const account = await service.account(debtor.channel);
      const body = JSON.stringify(
        Array(2).fill({
          from: debtor.addressOn(debtor.channel),
          content: { kind: 'text', text },
          sentAt: service.now(),
          providerMessageId: `twice-${locale}`,
        }),
      );
      for (const _ of ['once', 'again']) {
        await fetch(`${service.provider.url}/accounts/${account.id}/inbound`, { method: 'POST', body });
        await service.work();
      }
      expect((await debtor.hears()).filter((one) => one.template === 'payment-details-ask')).toHaveLength(1);
      expect(await debtor.inbound()).toHaveLength(3);
      expect(await debtor.disputes()).toHaveLength(1);
    });

    it('wrong person: apology, and this contact point is dead for good', async () => {
      const debtor = await newDebtor(service, locale, { channels: [channels[0]] });
      await service.plan();
      await debtor.hears();
      const heard = await debtor.says(locale === 'en' ? 'wrong number' : '打错了，我不认识这个人');
      expect(heard.map(({ template }) => template)).toEqual(['wrong-person']);
      expect(revealed(heard)).toEqual([]);
      expect(heard[0]?.text).not.toMatch(/[?？]/);
      expect(await debtor.says(locale === 'en' ? 'how much?' : '多少钱')).toEqual([]);
      expect(await debtor.contactPoint()).toMatchObject({ rightPartyState: 'wrong' });
      expect((await debtor.conversation()).state).toBe('wrong-party');
      await service.daysOn(4, '11:00', zone);
      await service.plan();
      expect(await debtor.hears()).toEqual([]);
    });
  });

  it('broke no guarantee on the way', async () => {
    expect(await service.brokenGuarantees()).toEqual([]);
  });
});
