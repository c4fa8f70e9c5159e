import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { offerIn, paymentsIn } from '../../bench/negotiation/read-offer.js';
import type { SeenPayment } from '../../bench/negotiation/read-offer.js';
import type { Debtor, SimAct, SimPlan } from '../../bench/negotiation/simulator.js';
import type { Locale } from '../../src/domain/shared/locale.js';
import { eachDatabase } from '../support/databases.js';
import type { Dialogue } from '../support/dialogue.js';
import { BALANCE_MINOR, FACTS, SETTINGS, START, newDebtor } from '../support/people.js';
import { Service } from '../support/service.js';

interface Simulated extends Debtor {
  readonly private: Debtor['private'] & { readonly patience: number; readonly honesty: number };
}
interface Simulator {
  gen(seed: number, size: number): Simulated[];
  accepts(debtor: Debtor, plan: SimPlan, context: object): boolean;
  counter(debtor: Debtor, account: Debtor, context: object): SimPlan;
}
interface Speaker {
  say(act: SimAct, account: Debtor, random: () => number): { readonly text: string };
  randomOf(seed: number): () => number;
}

/** What both lenders of these tests allow at least as strictly; see config/lenders. */
const LOOSEST = { instalments: 12, smallestMinor: 2_500, startDays: 21 };
const KINDS = ['cooperative_able', 'cooperative_strained', 'strategic', 'staller', 'protected'] as const;
const DAYS_PAST_DUE = 2;
const MOST_MESSAGES = 24;
const PROTECTED = { 'zh-CN': 'legal_representation', en: 'dispute_not_mine' } as const;

type End = 'agreed' | 'with-person' | 'left';

interface Talk {
  readonly end: End;
  readonly offers: readonly SimPlan[];
  /** Days and amounts as they were listed before the last yes. */
  readonly listed: readonly SeenPayment[];
}

eachDatabase('negotiations of simulated debtors, in words', (place) => {
  let service: Service;
  let simulator: Simulator;
  let speaker: Speaker;
  const ends: End[] = [];
  beforeAll(async () => {
    const folder = new URL('../../bench/negotiation/', import.meta.url);
    simulator = (await import(new URL('negsim.mjs', folder).href)) as Simulator;
    speaker = (await import(new URL('speak.mjs', folder).href)) as Speaker;
    service = await Service.start(await place.url(), START, ['lumen', 'northwind']);
  });
  afterAll(() => service.stop());

  /** Of that kind, with the debt of these tests and means that go with it. */
  function personOf(kind: (typeof KINDS)[number], locale: Locale): Simulated {
    const found = simulator
      .gen(41, 400)
      .find((one) => one.type === kind && one.locale === locale && one.private.disposable >= 100_000);
    if (!found) throw new Error(`nobody is ${kind}`);
    return { ...found, balance: BALANCE_MINOR, dpd: DAYS_PAST_DUE };
  }

  /** Contact, identity, then the talk about terms until somebody ends it. */
  async function negotiate(dialogue: Dialogue, person: Simulated): Promise<Talk> {
    const { locale } = person;
    const random = speaker.randomOf(7);
    const offers: SimPlan[] = [];
    let listed: readonly SeenPayment[] = [];
    let round = 0;
    let act: SimAct = { type: 'hello' };
    const answer = async (what: SimAct): Promise<{ template: string; text: string }> => {
      const { text } = speaker.say(what, person, random);
      const said = locale === 'en' ? text.replaceAll('yuan', 'dollars') : text;
      return (await dialogue.says(said)).at(-1) ?? { template: '', text: '' };
    };
    const ended = (end: End): Talk => ({ end, offers, listed });
    for (let message = 0; message < MOST_MESSAGES; message += 1) {
      const { template, text } = await answer(act);
      if ((await dialogue.queued()).length > 0) return ended('with-person');
      if (template === 'plan-agreed') return ended('agreed');
      if (template === 'affordability-ask') {
        const said = Math.round(person.private.disposable * person.private.honesty);
        act = { type: 'state_affordability', disposable: said };
      } else if (template === 'plan-offer' || template === 'plan-final') {
        const seen = offerIn(text, locale, service.today(SETTINGS[locale].zone));
        if (!seen) throw new Error(`no terms can be read in: ${text}`);
        offers.push(seen);
        listed = paymentsIn(text, locale);
        if (simulator.accepts(person, seen, { round, askedAffordability: true })) {
          act = { type: 'accept' };
          continue;
        }
        round += 1;
        if (round >= person.private.patience) return ended('left');
        const stalls = person.type === 'staller' && round % 2 === 1;
        const counter = stalls ? null : simulator.counter(person, person, { round });
        act = counter === null ? { type: 'stall' } : { type: 'counter', plan: counter };
      } else if (act.type === 'stall') {
        await service.nextWorkday('10:00', SETTINGS[locale].zone);
        act = { type: 'hello' };
      }
    }
    return ended('left');
  }

  describe.each<Locale>(['zh-CN', 'en'])('%s', (locale) => {
    const { zone } = SETTINGS[locale];
    const confirmed = async (): Promise<Dialogue> => {
      await service.nextWorkday('10:00', zone);
      const dialogue = await newDebtor(service, locale, { daysPastDue: DAYS_PAST_DUE });
      await service.plan();
      let heard = await dialogue.hears();
      // A holiday moves the first contact to the day after it.
      if (heard.length === 0) {
        await service.nextWorkday('10:00', zone);
        await service.plan();
        heard = await dialogue.hears();
      }
      expect(heard[0]?.template).toBe('first-contact');
      await dialogue.says('1');
      expect((await dialogue.says(FACTS)).at(-1)?.template).toBe('case-summary');
      return dialogue;
    };

    it.each(KINDS.filter((kind) => kind !== 'protected'))('%s: agreed, or with a person', async (kind) => {
      const person = personOf(kind, locale);
      const dialogue = await confirmed();
      const { end, offers, listed } = await negotiate(dialogue, person);
      ends.push(end);

      for (const { total, down, n, startDays, kind: form } of offers) {
        expect(total).toBe(BALANCE_MINOR);
        expect(n + 1).toBeLessThanOrEqual(LOOSEST.instalments);
        expect(startDays).toBeLessThanOrEqual(LOOSEST.startDays);
        if (form === 'instalment') {
          expect(Math.floor((total - down) / n)).toBeGreaterThanOrEqual(LOOSEST.smallestMinor);
        }
      }
      const plan = await dialogue.arrangement();
      expect(plan !== null).toBe(end === 'agreed');
      if (plan) {
        const stored = plan.instalments.map(({ dueOn, amountMinor }) => ({ dueOn, amountMinor }));
        expect(stored).toEqual(listed);
        expect(await dialogue.holds()).toContain('debt arrangement-performing');
      }
    });

    it('who must be left alone is not offered anything after it was said', async () => {
      const person = personOf('protected', locale);
      const dialogue = await confirmed();
      const { text } = speaker.say(
        { type: 'protective', kind: PROTECTED[locale] },
        person,
        speaker.randomOf(3),
      );
      const heard = await dialogue.says(text);
      expect(heard.map(({ template }) => template).filter((name) => name.startsWith('plan-'))).toEqual([]);
      expect(await dialogue.queued()).toHaveLength(1);
      expect(await dialogue.arrangement()).toBeNull();
    });
  });

  it('somebody agreed, and every guarantee holds in what was stored', async () => {
    expect(ends.filter((end) => end === 'agreed').length).toBeGreaterThanOrEqual(3);
    expect(await service.brokenGuarantees()).toEqual([]);
  });
});
