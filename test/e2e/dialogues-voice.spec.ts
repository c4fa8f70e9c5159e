import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Locale } from '../../src/domain/shared/locale.js';
import { eachDatabase } from '../support/databases.js';
import type { Dialogue } from '../support/dialogue.js';
import { SETTINGS, START, confirmedDebtor } from '../support/people.js';
import { Service } from '../support/service.js';
import { SpeechService, answers, says } from '../support/speech-service.js';

const OGG = Buffer.from('OggS of some seconds').toString('base64');
const AMR = Buffer.from('#!AMR\nof some seconds').toString('base64');
const SPOKEN: Readonly<Record<Locale, string>> = {
  'zh-CN': '我明天还五百块钱吧',
  en: 'I will pay five hundred dollars tomorrow',
};

eachDatabase('dialogues: spoken messages that somebody listens to', (place) => {
  const speech = new SpeechService();
  let service: Service;
  beforeAll(async () => {
    const settings = { TRANSCRIBER_URL: await speech.start(), TRANSCRIBER_TIMEOUT_MS: '1000' };
    service = await Service.start(await place.url(), START, ['lumen', 'northwind'], undefined, { settings });
  });
  afterAll(async () => {
    await service.stop();
    await speech.stop();
  });

  describe.each<Locale>(['zh-CN', 'en'])('%s', (locale) => {
    beforeEach(() => service.nextWorkday('10:00', SETTINGS[locale].zone));

    const speaks = async (debtor: Dialogue, media = OGG): Promise<string> => {
      const answered = await debtor.sends({ kind: 'voice', mediaType: 'audio/ogg', name: null }, media);
      return answered.map(({ template }) => template).join();
    };

    it('are answered like the words that were heard', async () => {
      const debtor = await confirmedDebtor(service, locale);
      speech.answer = says(SPOKEN[locale]);
      expect(await speaks(debtor)).toBe('promise-echo');
      const kept = (await debtor.inbound()).at(-1);
      expect(kept?.hasMedia).toBe(true);
    });

    it('in danger: help at once', async () => {
      const debtor = await confirmedDebtor(service, locale);
      speech.answer = says(locale === 'en' ? 'I want to kill myself' : '我不想活了');
      expect(await speaks(debtor)).toBe('crisis-support');
    });

    it('that nobody could hear: asked to type', async () => {
      const debtor = await confirmedDebtor(service, locale);
      speech.answer = answers(500, 'oops');
      expect(await speaks(debtor)).toBe('voice-ask-text');
      speech.answer = () => undefined;
      expect(await speaks(debtor)).toBe('voice-ask-text');
    });

    it('in a format that is not taken: told so, and asked to type', async () => {
      const debtor = await confirmedDebtor(service, locale);
      expect(await speaks(debtor, AMR)).toBe('voice-format-ask-text');
    });
  });
});
