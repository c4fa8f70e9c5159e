import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { UnderstandingModel } from '../../src/application/ports/understanding-model.js';
import type { Locale } from '../../src/domain/shared/locale.js';
import { eachDatabase } from '../support/databases.js';
import type { Dialogue } from '../support/dialogue.js';
import { doubtful } from '../support/doubtful-model.js';
import type { Line } from '../support/people.js';
import { SETTINGS, START, confirmedDebtor, expected, newDebtor, play } from '../support/people.js';
import { Service } from '../support/service.js';

const VAGUE = ['那个事情大概就这样吧', 'well about that thing of the other week'] as const;
const VAGUER = ['反正你们懂的', 'anyhow and so on'] as const;

eachDatabase('dialogues: messages that are read unsurely', (place) => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start(await place.url(), START, ['lumen', 'northwind']);
  });
  afterAll(() => service.stop());

  describe.each<Locale>(['zh-CN', 'en'])('%s', (locale) => {
    beforeEach(() => service.nextWorkday('10:00', SETTINGS[locale].zone));
    afterEach(() => {
      jest.restoreAllMocks();
    });

    const doubts = (): void => {
      const model = doubtful();
      jest.spyOn(service.get(UnderstandingModel), 'current').mockImplementation(() => model);
    };

    const says = async (debtor: Dialogue, ...lines: Line[]): Promise<void> =>
      expect(await play(debtor, locale, lines)).toEqual(expected(locale, lines));

    it('are asked about with numbered meanings, and a number answers', async () => {
      const debtor = await confirmedDebtor(service, locale);
      doubts();
      const [question] = await debtor.says(VAGUE[locale === 'en' ? 1 : 0]);
      expect(question?.template).toBe('which-meant');
      expect(question?.text).toMatch(/1 .+\n2 .+\n3 .+\n4 .+/u);
      await says(debtor, ['1', '1', 'affordability-ask']);
      expect(await debtor.queued()).toEqual([]);
    });

    it('twice in a row: a person', async () => {
      const debtor = await confirmedDebtor(service, locale);
      doubts();
      await says(debtor, [...VAGUE, 'which-meant'], [...VAGUER, 'handoff-ack']);
      expect(await debtor.queued()).toEqual(['not-understood normal']);
    });

    it('from somebody unconfirmed: not a word of what may be meant', async () => {
      const debtor = await newDebtor(service, locale);
      doubts();
      await says(debtor, [...VAGUE, 'identity-ask']);
    });
  });
});
