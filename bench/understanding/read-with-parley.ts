/** Reads the test text with the product's reader, in a process of its own. */
import { performance } from 'node:perf_hooks';
import { answerRow, readMoment } from '../../src/adapters/cli/understand-rows.js';
import { FileUnderstandingModel } from '../../src/adapters/understanding/file-model.js';
import { zoneId } from '../../src/domain/calendar/zone.js';
import type { ReadLine } from './reader-process.js';
import { residentMegabytes, say } from './reader-process.js';
import { readTextSet } from './training-text.js';

const { now } = readMoment('2026-11-23T10:00+08:00');
const at = { now, zone: zoneId('Asia/Shanghai') };
const lines = readTextSet('understanding/test').rows.map((row) => JSON.stringify(row));

const before = residentMegabytes();
const started = performance.now();
const model = new FileUnderstandingModel('models').current();
const readyAfter = (performance.now() - started) / 1_000;

for (const line of lines) answerRow(line, at, model);
for (const line of lines) say(answerRow(line, at, model) as ReadLine);
say({ readyAfter, megabytes: residentMegabytes() - before });
