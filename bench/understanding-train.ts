/**
 * Builds `models/understanding.json` and its checksum from `understanding/train/`. The same text gives the same file,
 * byte for byte. Prints what cross-validation says of the training text.
 *
 * npm run understanding:train
 * npm run understanding:train -- --trade-off   also draws what other thresholds would cost and gain
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { crossValidated, trainModel } from './understanding/train-model.js';
import { tradeOff } from './understanding/trade-off.js';
import { readerSha256, readTextSet } from './understanding/training-text.js';
import { toArtefact } from '../src/adapters/understanding/model-file.js';

const FOLDS = 3;

const text = readTextSet('understanding/train');
const origin = { text: text.sha256, reader: readerSha256('.') };
const tried = crossValidated(text.rows, FOLDS);
const model = trainModel(text.rows, tried.temperatures);
const artefact = toArtefact(model, origin);
mkdirSync('models', { recursive: true });
writeFileSync('models/understanding.json', artefact);
const sha256 = createHash('sha256').update(artefact).digest('hex');
writeFileSync('models/understanding.sha256', `${sha256}  understanding.json\n`);
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
process.stdout.write(
  [
    `${String(text.rows.length)} messages, ${(artefact.length / 1e6).toFixed(1)} MB`,
    `${String(FOLDS)}-fold: primary act right ${percent(tried.accuracy)}, in Chinese ${percent(tried.byLocale['zh-CN'])}, in English ${percent(tried.byLocale.en)}`,
    `temperatures ${tried.temperatures.primary.toFixed(2)} and ${tried.temperatures.present.toFixed(2)}`,
    ...(process.argv.includes('--trade-off') ? tradeOff(tried.heldOut) : []),
    '',
  ].join('\n'),
);
