import { IntentReader } from '../../application/ports/intent-reader.js';

/** Where no service is set there is no second reader. */
export class NoIntentReader extends IntentReader {
  override readonly on = false;

  override read(): Promise<null> {
    return Promise.resolve(null);
  }
}
