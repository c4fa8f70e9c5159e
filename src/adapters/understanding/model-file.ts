import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { z } from 'zod';
import type { IntentModel, LinearReading } from '../../domain/understanding/intent-model.js';
import { isWellFormed } from '../../domain/understanding/intent-model.js';
import { INTENTS } from '../../domain/understanding/understanding.js';

const FORMAT = 2;

const Reading = z.object({
  scale: z.array(z.number()),
  temperature: z.number().positive(),
  /** Compressed: most of them are nothing. */
  weights: z.base64(),
});

const ModelFile = z.object({
  format: z.literal(FORMAT),
  origin: z.object({ text: z.string(), reader: z.string() }),
  intents: z.array(z.enum(INTENTS)),
  primary: Reading,
  present: Reading,
});

const written = ({ scale, temperature, weights }: LinearReading): z.infer<typeof Reading> => ({
  scale: Array.from(scale),
  temperature,
  weights: brotliCompressSync(Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 22 },
  }).toString('base64'),
});

const read = ({ scale, temperature, weights }: z.infer<typeof Reading>): LinearReading => ({
  scale: Float32Array.from(scale),
  temperature,
  weights: new Int8Array(brotliDecompressSync(Buffer.from(weights, 'base64'))),
});

/** What a model was made from. */
export interface ModelOrigin {
  /** SHA-256 of the training text. */
  readonly text: string;
  /** SHA-256 of the code that turns a message into features and of the code that learns. */
  readonly reader: string;
}

/** The model as it is kept on disk. */
export const toArtefact = (model: IntentModel, origin: ModelOrigin): string =>
  `${JSON.stringify({
    format: FORMAT,
    origin,
    intents: model.intents,
    primary: written(model.primary),
    present: written(model.present),
  })}\n`;

/** Throws when the file is not a model of this version of the product. */
export function fromArtefact(artefact: string): {
  readonly model: IntentModel;
  readonly origin: ModelOrigin;
} {
  const file = ModelFile.parse(JSON.parse(artefact));
  const model = { intents: file.intents, primary: read(file.primary), present: read(file.present) };
  if (!isWellFormed(model)) throw new Error('The model of understanding does not have the expected size.');
  return { model, origin: file.origin };
}
