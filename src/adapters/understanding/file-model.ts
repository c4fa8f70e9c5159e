import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UnderstandingModel } from '../../application/ports/understanding-model.js';
import type { IntentModel } from '../../domain/understanding/intent-model.js';
import type { ReadingThresholds } from '../../domain/understanding/thresholds.js';
import { THRESHOLDS } from '../../domain/understanding/thresholds.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { fromArtefact } from './model-file.js';

/** The model in a folder: `understanding.json`, which must have the checksum that stands in `understanding.sha256`. */
export class FileUnderstandingModel extends UnderstandingModel {
  private readonly loaded: IntentModel;

  /** Reads the file. Throws `UNDERSTANDING.BAD_MODEL` when it is missing or not the one of the checksum. */
  constructor(folder: string, thresholds: ReadingThresholds = THRESHOLDS) {
    super();
    this.loaded = { ...load(folder), thresholds };
  }

  override current(): IntentModel {
    return this.loaded;
  }
}

function load(folder: string): IntentModel {
  const artefact = read(folder, 'understanding.json');
  const [expected] = read(folder, 'understanding.sha256').toString('utf8').split(' ');
  if (createHash('sha256').update(artefact).digest('hex') === expected) {
    return fromArtefact(artefact.toString('utf8')).model;
  }
  throw badModel('models/understanding.json is not the file of its checksum');
}

function read(folder: string, file: string): Buffer {
  try {
    return readFileSync(join(folder, file));
  } catch {
    throw badModel(`models/${file} is missing`);
  }
}

const badModel = (what: string): DomainError =>
  new DomainError('UNDERSTANDING.BAD_MODEL', `${what}; build it again with "npm run understanding:train".`);
