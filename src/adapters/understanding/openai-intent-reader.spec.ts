import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SpeechService as LocalService, answers } from '../../../test/support/speech-service.js';
import { DAY, instant } from '../../domain/calendar/instant.js';
import { NoIntentReader } from './no-intent-reader.js';
import { OpenAiIntentReader } from './openai-intent-reader.js';

const saying = (content: unknown) =>
  answers(200, JSON.stringify({ choices: [{ message: { content: JSON.stringify(content) } }] }));

describe('a second reader', () => {
  const service = new LocalService();
  let url = '';
  beforeAll(async () => {
    url = await service.start();
  });
  afterAll(() => service.stop());
  beforeEach(() => {
    service.requests.length = 0;
    service.answer = saying({ intent: 'ask_proof' });
  });

  let today = 30;
  const clock = { now: () => instant(today * DAY) };
  const reader = (dailyBudget = 10) =>
    new OpenAiIntentReader({ url, key: 'k-1', model: 'reader-2', timeoutMs: 400, dailyBudget }, clock);

  it('is asked for one of the labels, in a strict form, and its answer is kept', async () => {
    const one = reader();
    expect(await one.read('who are you', 'en')).toBe('ask_proof');
    expect(await one.read('who are you', 'en')).toBe('ask_proof');
    expect(service.requests).toHaveLength(1);
    expect(service.requests[0]).toMatchObject({ path: '/v1/chat/completions', authorization: 'Bearer k-1' });
    expect(JSON.parse(service.requests[0]?.body ?? '')).toMatchObject({
      model: 'reader-2',
      response_format: { type: 'json_schema', json_schema: { strict: true } },
    });
  });

  it.each([
    ['a label that there is not', saying({ intent: 'waive_debt' })],
    ['more than was asked', saying({ intent: 'ask_proof', amount: 0 })],
    ['no JSON within', answers(200, '{"choices":[{"message":{"content":"sure!"}}]}')],
    ['no choice', answers(200, '{"choices":[]}')],
    ['broken JSON', answers(200, '{"choices":')],
    ['far too much', answers(200, 'x'.repeat(400_000))],
    ['slow down', answers(429, '{}')],
    ['an error', answers(500, 'oops')],
    ['nothing in time', () => undefined],
  ])('that says %s has no opinion', async (_what, answer) => {
    service.answer = answer;
    const one = reader();
    expect(await one.read('hm', 'en')).toBeNull();
    service.answer = saying({ intent: 'hardship' });
    expect(await one.read('hm', 'en')).toBe('hardship');
  });

  it('is asked so often in a day and no more', async () => {
    const one = reader(2);
    const read = [await one.read('a', 'en'), await one.read('b', 'en'), await one.read('c', 'en')];
    expect(read).toEqual(['ask_proof', 'ask_proof', null]);
    today += 1;
    expect(await one.read('c', 'en')).toBe('ask_proof');
  });
});

it('is not there where no service is set', async () => {
  const nobody = new NoIntentReader();
  expect([nobody.on, await nobody.read()]).toEqual([false, null]);
});
