import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locale } from '../../src/domain/shared/locale.js';
import type { Intent } from '../../src/domain/understanding/understanding.js';

/** One labelled message; the form is described in `understanding/README.md`. */
export interface LabelledText {
  readonly id: string;
  readonly locale: Locale;
  readonly text: string;
  readonly intents: readonly Intent[];
  readonly slots?: Readonly<Record<string, unknown>>;
  readonly severity?: 'crisis';
  readonly tags?: readonly string[];
}

export interface TextSet {
  readonly rows: readonly LabelledText[];
  /** Of the files' names and bytes, in order of name. */
  readonly sha256: string;
}

export function readTextSet(folder: string): TextSet {
  const hash = createHash('sha256');
  const rows: LabelledText[] = [];
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()) {
    const text = readFileSync(join(folder, name), 'utf8');
    hash.update(`${name}\n${text}`);
    for (const line of text.split('\n')) {
      if (line.trim() !== '') rows.push(JSON.parse(line) as LabelledText);
    }
  }
  return { rows, sha256: hash.digest('hex') };
}
