import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { UnderstandingModel } from '../../src/application/ports/understanding-model.js';
import type { Locale } from '../../src/domain/shared/locale.js';
import { eachDatabase } from '../support/databases.js';
import type { Dialogue } from '../support/dialogue.js';
import { doubtful } from '../support/doubtful-model.js';
import { SETTINGS, START, confirmedDebtor } from '../support/people.js';
import { Service } from '../support/service.js';
import { SpeechService as LocalService, answers } from '../support/speech-service.js';

const opinion = (intent: string) =>
  answers(200, JSON.stringify({ choices: [{ message: { content: JSON.stringify({ intent }) } }] }));

eachDatabase('dialogues: unclear messages with a second reader', (place) => {
  const reader = new LocalService();
  let service: Service;
  let serial = 0;
  beforeAll(async () => {
    const settings = { INTENT_READER_URL: await reader.start(), INTENT_READER_TIMEOUT_MS: '500' };
    service = await Service.start(await place.url(), START, ['lumen', 'northwind'], undefined, { settings });
  });
  afterAll(async () => {
    await service.stop();
    await reader.stop();
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  describe.each<Locale>(['zh-CN', 'en'])('%s', (locale) => {
    const { zone, name } = SETTINGS[locale];
    beforeEach(() => service.nextWorkday('10:00', zone));

    const doubted = async (): Promise<Dialogue> => {
      const debtor = await confirmedDebtor(service, locale);
      const model = doubtful();
      jest.spyOn(service.get(UnderstandingModel), 'current').mockImplementation(() => model);
      reader.requests.length = 0;
      return debtor;
    };
    /** Never the same words twice: opinions are kept. */
    const vague = async (debtor: Dialogue): Promise<string> => {
      const [zh, en] = [
        `${name}那个事情就这样吧${'呀'.repeat((serial += 1))}`,
        `${name} and so on${'o'.repeat(serial)}`,
      ];
      const heard = await debtor.says(locale === 'en' ? en : zh);
      return heard.map(({ template }) => template).join();
    };

    it('its opinion decides between what is likely; the name stays here', async () => {
      const debtor = await doubted();
      reader.answer = opinion('ask_how_to_pay');
      expect(await vague(debtor)).toBe('how-to-pay');
      expect(reader.requests).toHaveLength(1);
      expect(Buffer.from(reader.requests[0]?.body ?? '', 'latin1').toString('utf8')).not.toContain(name);
    });

    it('it makes nobody agree, and what it makes up is asked about', async () => {
      for (const hostile of ['accept_offer', 'promise_to_pay', 'waive_debt', 'refuse_to_pay']) {
        const debtor = await doubted();
        reader.answer = opinion(hostile);
        expect([hostile, await vague(debtor)]).toEqual([hostile, 'which-meant']);
        jest.restoreAllMocks();
      }
    });

    it('it is not asked where words say what is meant, and cannot hide danger', async () => {
      const debtor = await doubted();
      reader.answer = opinion('ask_how_to_pay');
      const [answer] = await debtor.says(locale === 'en' ? 'I want to kill myself' : '我不想活了');
      expect(answer?.template).toBe('crisis-support');
      expect(reader.requests).toEqual([]);
    });

    it('out of order or slow: as without it', async () => {
      const debtor = await doubted();
      reader.answer = answers(500, 'oops');
      expect(await vague(debtor)).toBe('which-meant');
      reader.answer = () => undefined;
      expect(await vague(debtor)).toBe('handoff-ack');
    });
  });
});
