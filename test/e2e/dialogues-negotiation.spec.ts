import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locale } from '../../src/domain/shared/locale.js';
import { ConversationEntity } from '../../src/adapters/persistence/entities/conversation.entity.js';
import { eachDatabase } from '../support/databases.js';
import type { Dialogue } from '../support/dialogue.js';
import type { Line } from '../support/people.js';
import { BALANCE_MINOR, SETTINGS, START, confirmedDebtor, expected, play } from '../support/people.js';
import { Service } from '../support/service.js';

eachDatabase('dialogues: negotiations', (place) => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start(await place.url(), START, ['lumen', 'northwind']);
  });
  afterAll(() => service.stop());

  describe.each<Locale>(['zh-CN', 'en'])('%s', (locale) => {
    beforeAll(() => service.nextWorkday('10:00', SETTINGS[locale].zone));

    const says = async (debtor: Dialogue, ...lines: Line[]): Promise<void> =>
      expect(await play(debtor, locale, lines)).toEqual(expected(locale, lines));
    const word = (zh: string, en: string): string => (locale === 'en' ? en : zh);

    it('asks once, gives ground on every no, never says the same twice, and hands over in the end', async () => {
      const debtor = await confirmedDebtor(service, locale);
      await says(
        debtor,
        ['我想分期还', 'can I pay in instalments', 'affordability-ask'],
        ['有什么方案', 'what plans are there', 'plan-offer'],
      );
      const texts: string[] = [];
      let template = 'plan-offer';
      while (template === 'plan-offer' && texts.length < 8) {
        const [answer] = await debtor.says(word('不行', 'no'));
        template = answer?.template ?? 'nothing';
        texts.push(answer?.text ?? '');
      }
      expect(template).toBe('handoff-ack');
      expect(new Set(texts).size).toBe(texts.length);
      expect((await debtor.queued()).join()).toMatch(/^(?:rounds-exhausted|outside-authority) normal$/);
      expect(await debtor.arrangement()).toBeNull();
    });

    it('keeps what was said encrypted, with the conversation', async () => {
      const debtor = await confirmedDebtor(service, locale);
      await says(debtor, ['我想分期还', 'can I pay in instalments', 'affordability-ask']);
      await debtor.says(word('每月500', '500 a month'));
      const rows = await service.rows(ConversationEntity, {});
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.filter(({ context }) => context.includes('counters'))).toEqual([]);
    });

    it('hardship amid it: kind words with a smaller plan, then a person', async () => {
      const debtor = await confirmedDebtor(service, locale);
      await says(debtor, ['我想分期还', 'can I pay in instalments', 'affordability-ask']);
      const [offer] = await debtor.says('1');
      expect(offer?.template).toBe('plan-offer');
      expect(offer?.text).toMatch(/很抱歉|sorry/u);
      expect(await debtor.holds()).toEqual(['debtor hardship']);
      await says(debtor, ['我没钱', 'I have no money', 'handoff-ack']);
      expect(await debtor.queued()).toEqual(['hardship normal']);
    });

    it('asks which of two days is meant, and promises nothing before that is clear', async () => {
      for (const answer of ['2', word('周六', 'Saturday')]) {
        const debtor = await confirmedDebtor(service, locale);
        const [question] = await debtor.says(word('周五或者周六还500', "I'll pay 500 on Friday or Saturday"));
        expect([question?.template, await debtor.promises()]).toEqual(['which-value', []]);
        expect(question?.text).toMatch(/1 .+\n2 .+\n3 .+/u);
        const [echo] = await debtor.says(answer);
        expect([echo?.template, await debtor.promises()]).toEqual(['promise-echo', []]);
        expect(echo?.text).toMatch(/周六|Saturday/u);
        await says(debtor, ['对', 'yes', 'promise-confirmed']);
        expect(await debtor.promises()).toHaveLength(1);
      }
    });

    it('answers an amount now and the rest later with a plan that starts with that amount', async () => {
      const debtor = await confirmedDebtor(service, locale);
      const [offer] = await debtor.says(word('我先还500，剩下下月还', "I'll pay 500 now, the rest later"));
      expect(offer?.template).toBe('plan-offer');
      expect(offer?.text).toContain('500.00');
    });

    it('agrees to the debtor’s own good terms after every date was shown', async () => {
      const debtor = await confirmedDebtor(service, locale);
      await says(debtor, ['分3期', '3 parts', 'plan-final']);
      expect(await debtor.arrangement()).toBeNull();
      await says(debtor, ['确认', 'I agree', 'plan-agreed']);
      expect((await debtor.arrangement())?.plan).toMatchObject({ totalMinor: BALANCE_MINOR });
    });
  });

  it('broke no guarantee on the way', async () => {
    expect(await service.brokenGuarantees()).toEqual([]);
  });
});
