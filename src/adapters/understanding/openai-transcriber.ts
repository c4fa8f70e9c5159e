import { z } from 'zod';
import type { Transcription } from '../../application/ports/transcriber.js';
import { Transcriber } from '../../application/ports/transcriber.js';
import { answerBody } from './answer-body.js';

export interface TranscriberSettings {
  /** The address under which `/audio/transcriptions` is, such as `https://speech.example.com/v1`. */
  readonly url: string;
  readonly key: string | null;
  readonly model: string;
  /** For the whole call. */
  readonly timeoutMs: number;
}

/** What such services take, and the file name by which they tell it; AMR and SILK are not among it. */
const ENDINGS: Readonly<Record<string, string>> = {
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'video/mp4': 'mp4',
  'audio/wav': 'wav',
};

/** Characters of speech that are kept. */
const LONGEST = 4_000;

const answer = z.object({ text: z.string() });

const UNHEARD: Transcription = { kind: 'unheard', why: 'failed' };

/** A service that speaks the protocol of `POST /v1/audio/transcriptions`. */
export class OpenAiTranscriber extends Transcriber {
  override readonly on = true;

  constructor(private readonly settings: TranscriberSettings) {
    super();
  }

  override async transcribe(sound: Uint8Array, mediaType: string): Promise<Transcription> {
    const ending = ENDINGS[mediaType];
    if (ending === undefined) return { kind: 'unheard', why: 'format' };
    const { url, key, model, timeoutMs } = this.settings;
    const form = new FormData();
    form.set('model', model);
    form.set('response_format', 'json');
    form.set('file', new Blob([Uint8Array.from(sound)], { type: mediaType }), `voice.${ending}`);
    try {
      const response = await fetch(`${url}/audio/transcriptions`, {
        method: 'POST',
        body: form,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: key === null ? {} : { authorization: `Bearer ${key}` },
      });
      const said = response.ok ? await answerBody(response) : null;
      if (said === null) return UNHEARD;
      const words = answer.parse(JSON.parse(said)).text.trim().slice(0, LONGEST);
      return words === '' ? UNHEARD : { kind: 'heard', words };
    } catch {
      return UNHEARD;
    }
  }
}
