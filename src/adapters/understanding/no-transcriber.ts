import type { Transcription } from '../../application/ports/transcriber.js';
import { Transcriber } from '../../application/ports/transcriber.js';

/** Where no service is set: nobody listens. */
export class NoTranscriber extends Transcriber {
  override readonly on = false;

  override transcribe(): Promise<Transcription> {
    return Promise.resolve({ kind: 'unheard', why: 'failed' });
  }
}
