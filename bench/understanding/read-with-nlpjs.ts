/**
 * Trains @nlpjs/basic on the training text and reads the test text with it, in a process of its own: what `dockStart`
 * makes is shared by the whole process.
 */
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { residentMegabytes, say } from './reader-process.js';
import { readTextSet } from './training-text.js';

interface Nlp {
  settings: { autoSave?: boolean };
  addLanguage(language: string): void;
  addDocument(language: string, text: string, intent: string): void;
  train(): Promise<void>;
  process(language: string, text: string): Promise<{ readonly intent: string }>;
}
interface Dock {
  get(name: 'nlp'): Nlp;
  getContainer(): { use(plugin: object): void };
}

const before = residentMegabytes();
const started = performance.now();
const require = createRequire(import.meta.url);
const { dockStart } = require('@nlpjs/basic') as { dockStart(settings: object): Promise<Dock> };
const { LangZh } = require('@nlpjs/lang-zh') as { LangZh: object };
const dock = await dockStart({ use: ['Basic'] });
dock.getContainer().use(LangZh);
const nlp = dock.get('nlp');
nlp.settings.autoSave = false;
nlp.addLanguage('en');
nlp.addLanguage('zh');

const language = (locale: string): string => (locale === 'en' ? 'en' : 'zh');
for (const { locale, text, intents } of readTextSet('understanding/train').rows) {
  nlp.addDocument(language(locale), text, intents[0] ?? 'out_of_scope');
}
await nlp.train();
const readyAfter = (performance.now() - started) / 1_000;

for (const { id, locale, text } of readTextSet('understanding/test').rows) {
  const from = performance.now();
  const { intent } = await nlp.process(language(locale), text);
  const ms = performance.now() - from;
  say({ id, intents: [{ name: intent === 'None' ? 'out_of_scope' : intent, score: 1 }], slots: {}, ms });
}
say({ readyAfter, megabytes: residentMegabytes() - before });
