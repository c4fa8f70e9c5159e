import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Treatments } from '../../application/ports/treatments.js';
import { CHANNELS } from '../../domain/shared/channel.js';
import { checkTreatment } from '../../domain/treatment/check-treatment.js';
import { definitionOf } from '../../domain/treatment/treatment-content.js';
import type { TreatmentSurroundings } from '../../domain/treatment/treatment-surroundings.js';
import type { Treatment } from '../../domain/treatment/treatment.js';
import { treatmentContent } from './treatment-content-schema.js';
import { invalid, readYaml } from './validated-yaml.js';

/** The treatments of a folder of YAML files, read and checked once. Throws `CONFIG.INVALID` with file and place. */
export class FileTreatments extends Treatments {
  private readonly treatments: readonly Treatment[];

  /** `templates` are the names that steps may use. */
  constructor(folder: string, templates: ReadonlySet<string>) {
    super();
    const files = listYaml(folder);
    const treatments = files.map((file) => readTreatment(join(folder, file), templates));
    treatments.forEach((one, place) => {
      if (treatments.findIndex(({ name: other }) => other === one.name) !== place) {
        throw invalid(files[place] ?? '', 1, 'name', `the treatment "${one.name}" is in another file too`);
      }
    });
    this.treatments = treatments.sort((a, b) => a.priority - b.priority || (a.name < b.name ? -1 : 1));
  }

  override all(): readonly Treatment[] {
    return this.treatments;
  }
}

function listYaml(folder: string): string[] {
  let files: string[];
  try {
    files = readdirSync(folder).filter((file) => /\.ya?ml$/.test(file));
  } catch {
    throw invalid(basename(folder), 1, '', 'the folder of treatments cannot be read');
  }
  if (files.length === 0) throw invalid(basename(folder), 1, '', 'the folder holds no treatment');
  return files.sort();
}

function readTreatment(path: string, templates: ReadonlySet<string>): Treatment {
  const content = readYaml(path, treatmentContent, (one) =>
    checkTreatment(one, { ...ALONE, templates }).find(({ severity }) => severity === 'stop'),
  );
  const definition = definitionOf(content);
  return { ...definition, version: fingerprint(definition) };
}

/** What a treatment means by itself, whichever lenders and debts there will be. */
const ALONE: Omit<TreatmentSurroundings, 'templates'> = {
  servedChannels: new Set(CHANNELS),
  lenders: null,
  owner: null,
  others: [],
  former: null,
  matching: Infinity,
};

const fingerprint = (definition: unknown): string =>
  createHash('sha256').update(JSON.stringify(definition)).digest('hex').slice(0, 16);
