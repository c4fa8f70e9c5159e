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
  /** Name of the file it stands in: `w5-mixed-en.jsonl`. */
  readonly file: string;
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
      if (line.trim() !== '') rows.push({ ...(JSON.parse(line) as Omit<LabelledText, 'file'>), file: name });
    }
  }
  return { rows, sha256: hash.digest('hex') };
}

/** What a message becomes before it is learned from, and how it is learned from. */
const LEARNS_WITH =
  /^(?:features|intent-model|concepts.*|lexicon.*|normalise|fold-words|pinyin.*|train-linear|train-model)\.ts$/;

/** SHA-256 of the code that a model depends on; a model of other code reads other features. */
export function readerSha256(project: string): string {
  const hash = createHash('sha256');
  for (const folder of ['src/domain/understanding', 'bench/understanding']) {
    for (const name of readdirSync(join(project, folder)).sort()) {
      if (LEARNS_WITH.test(name) && !name.endsWith('.spec.ts')) {
        hash.update(`${name}\n${readFileSync(join(project, folder, name), 'utf8')}`);
      }
    }
  }
  return hash.digest('hex');
}
