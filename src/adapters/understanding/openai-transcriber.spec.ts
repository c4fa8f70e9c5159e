import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SpeechService, answers, says } from '../../../test/support/speech-service.js';
import { NoTranscriber } from './no-transcriber.js';
import { OpenAiTranscriber } from './openai-transcriber.js';

const SOUND = Buffer.from('OggS and so on');
const FAILED = { kind: 'unheard', why: 'failed' } as const;

describe('a service that listens', () => {
  const service = new SpeechService();
  let url = '';
  beforeAll(async () => {
    url = await service.start();
  });
  afterAll(() => service.stop());
  beforeEach(() => {
    service.requests.length = 0;
    service.answer = says('我下周五还五百');
  });

  const listen = (mediaType = 'audio/ogg', key: string | null = 'k-1') =>
    new OpenAiTranscriber({ url, key, model: 'listener-2', timeoutMs: 400 }).transcribe(SOUND, mediaType);

  it('is sent the sound, its kind and the model, and gives the words', async () => {
    expect(await listen()).toEqual({ kind: 'heard', words: '我下周五还五百' });
    const [request] = service.requests;
    expect(request).toMatchObject({ path: '/v1/audio/transcriptions', authorization: 'Bearer k-1' });
    expect(request?.body).toContain('filename="voice.ogg"');
    expect(request?.body).toContain('OggS and so on');
    expect(request?.body).toContain('listener-2');
  });

  it('is shown no key where none is set', async () => {
    await listen('audio/ogg', null);
    expect(service.requests[0]?.authorization).toBeUndefined();
  });

  it.each(['audio/mpeg', 'audio/mp4', 'audio/wav', 'video/mp4'])('takes %s', async (mediaType) => {
    expect(await listen(mediaType)).toMatchObject({ kind: 'heard' });
  });

  it.each(['audio/amr', 'audio/silk', 'application/octet-stream'])('is never sent %s', async (mediaType) => {
    expect(await listen(mediaType)).toEqual({ kind: 'unheard', why: 'format' });
    expect(service.requests).toEqual([]);
  });

  it.each([
    ['refuses', answers(429, '{"error":"slow down"}')],
    ['fails', answers(500, 'oops')],
    ['says no JSON', answers(200, '<html>')],
    ['says something else', answers(200, '{"text":7}')],
    ['hears nothing', says('  ')],
    ['says far too much', says('x'.repeat(400_000))],
    ['points elsewhere', answers(302, '')],
    ['never answers', () => undefined],
  ])('has heard nothing when it %s', async (_what, answer) => {
    service.answer = answer;
    expect(await listen()).toEqual(FAILED);
  });

  it('keeps at most 4,000 characters', async () => {
    service.answer = says('好'.repeat(9_000));
    expect(await listen()).toEqual({ kind: 'heard', words: '好'.repeat(4_000) });
  });

  it('that cannot be reached has heard nothing', async () => {
    const away = new OpenAiTranscriber({
      url: 'http://127.0.0.1:1/v1',
      key: null,
      model: 'm',
      timeoutMs: 400,
    });
    expect(await away.transcribe(SOUND, 'audio/ogg')).toEqual(FAILED);
  });
});

it('where no service is set nobody listens', async () => {
  const nobody = new NoTranscriber();
  expect(nobody.on).toBe(false);
  expect(await nobody.transcribe()).toEqual(FAILED);
});
