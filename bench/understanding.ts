/**
 * How well the reader understands the project's own test text (`understanding/test/`), beside a library that was
 * trained on the same text; each reads in a process of its own. The test text is never trained on.
 *
 *   npm run bench -- understanding [--write]
 *
 * `--write` puts the report into docs/understanding-measured.md.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { judge } from './understanding/measures.js';
import type { Measured } from './understanding/report.js';
import { reportOf } from './understanding/report.js';
import { runReader } from './understanding/reader-process.js';
import { readTextSet } from './understanding/training-text.js';

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
const { rows } = readTextSet('understanding/test');

const readers: Measured[] = [];
for (const [name, program] of [
  ['Parley', 'read-with-parley.js'],
  ['@nlpjs/basic', 'read-with-nlpjs.js'],
] as const) {
  process.stderr.write(`${name} reads…\n`);
  const run = await runReader(program);
  readers.push({ name, run, judged: judge(rows, run) });
}

const report = reportOf(readers);
process.stdout.write(report);
if (values.write) {
  const head =
    '# Understanding, measured\n\nWritten by `npm run bench -- understanding --write`; what it means is said in [understanding.md](understanding.md).\n\n';
  writeFileSync('docs/understanding-measured.md', head + report);
}
