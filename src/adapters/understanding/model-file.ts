import { z } from 'zod';
import type { IntentModel, LinearReading } from '../../domain/understanding/intent-model.js';
import { isWellFormed } from '../../domain/understanding/intent-model.js';
import { INTENTS } from '../../domain/understanding/understanding.js';

const FORMAT = 1;

const Reading = z.object({
  scale: z.array(z.number()),
  temperature: z.number().positive(),
  weights: z.base64(),
});

const ModelFile = z.object({
  format: z.literal(FORMAT),
  /** Of the text the model was trained on. */
  text: z.string(),
  intents: z.array(z.enum(INTENTS)),
  primary: Reading,
  present: Reading,
});

const written = ({ scale, temperature, weights }: LinearReading): z.infer<typeof Reading> => ({
  scale: Array.from(scale),
  temperature,
  weights: Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength).toString('base64'),
});

const read = ({ scale, temperature, weights }: z.infer<typeof Reading>): LinearReading => ({
  scale: Float32Array.from(scale),
  temperature,
  weights: new Int8Array(Buffer.from(weights, 'base64')),
});

/** The model as it is kept on disk, with the SHA-256 of the text it was trained on. */
export const toArtefact = (model: IntentModel, textSha256: string): string =>
  `${JSON.stringify({
    format: FORMAT,
    text: textSha256,
    intents: model.intents,
    primary: written(model.primary),
    present: written(model.present),
  })}\n`;

/** Throws when the file is not a model of this version of the product. */
export function fromArtefact(artefact: string): { readonly model: IntentModel; readonly textSha256: string } {
  const file = ModelFile.parse(JSON.parse(artefact));
  const model = { intents: file.intents, primary: read(file.primary), present: read(file.present) };
  if (!isWellFormed(model)) throw new Error('The model of understanding does not have the expected size.');
  return { model, textSha256: file.text };
}
