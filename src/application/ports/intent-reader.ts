import type { Locale } from '../../domain/shared/locale.js';
import type { Intent } from '../../domain/understanding/understanding.js';

/**
 * A second reader, asked where the built-in one is unsure. Never throws, and has no opinion rather than a late or a
 * broken one; never called within a database transaction.
 */
export abstract class IntentReader {
  /** False: there is none. */
  abstract readonly on: boolean;
  /** What the text means first; null: no opinion. The text must be without personal data. */
  abstract read(text: string, locale: Locale): Promise<Intent | null>;
}
