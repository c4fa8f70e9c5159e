import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { Treatments } from '../../application/ports/treatments.js';
import { DELINQUENCY_BUCKETS } from '../../domain/debt/delinquency.js';
import { CHANNELS } from '../../domain/shared/channel.js';
import { CURRENCIES } from '../../domain/shared/money.js';
import type { Treatment } from '../../domain/treatment/treatment.js';
import { timeOfDay } from './time-of-day.js';
import { invalid, readYaml } from './validated-yaml.js';

const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and hyphens');
const channels = z.array(z.enum(CHANNELS)).min(1).refine(isUnique, { message: 'names a channel twice' });

const step = z.strictObject({
  id: name,
  daysPastDue: z.int().min(-60).max(3650),
  template: z.string(),
  channels: channels.optional(),
  window: z
    .strictObject({ from: timeOfDay, to: timeOfDay })
    .refine(({ from, to }) => from < to, { message: 'must end after it begins' }),
  conditions: z
    .array(z.enum(['no-reply-yet', 'right-party-confirmed', 'right-party-unconfirmed']))
    .optional(),
  arms: z.array(name).min(1).optional(),
});

const treatment = z.strictObject({
  name,
  priority: z.int().min(0).max(1000),
  segment: z.strictObject({
    lenders: z.array(z.string()).min(1).optional(),
    products: z.array(z.string()).min(1).optional(),
    currencies: z.array(z.enum(CURRENCIES)).min(1).optional(),
    buckets: z.array(z.enum(DELINQUENCY_BUCKETS)).min(1).optional(),
    minimumOutstandingMinor: z.int().min(0).optional(),
  }),
  channels,
  experiment: z.strictObject({
    name,
    arms: z
      .array(z.strictObject({ name, weight: z.int().min(0).max(1_000_000), sends: z.boolean() }))
      .min(1)
      .refine((arms) => isUnique(arms.map((arm) => arm.name)), { message: 'names an arm twice' })
      .refine((arms) => arms.some((arm) => arm.weight > 0), { message: 'has no arm with a weight above 0' }),
  }),
  steps: z
    .array(step)
    .min(1)
    .refine((steps) => isUnique(steps.map(({ id }) => id)), { message: 'names a step twice' }),
});

function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

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
  const read = readYaml(path, treatment);
  const arms = new Set(read.experiment.arms.map((arm) => arm.name));
  read.steps.forEach((one, place) => {
    if (!templates.has(one.template)) {
      throw invalid(basename(path), 1, `steps.${place}.template`, `there is no template "${one.template}"`);
    }
    const stranger = one.arms?.find((arm) => !arms.has(arm));
    if (stranger !== undefined) {
      throw invalid(basename(path), 1, `steps.${place}.arms`, `the experiment has no arm "${stranger}"`);
    }
  });
  const { steps, ...rest } = read;
  const defined = withoutAbsent({
    ...rest,
    steps: steps.map(({ window, ...one }) => ({ ...one, notBefore: window.from, notAfter: window.to })),
  });
  return { ...defined, version: fingerprint(defined) } as Treatment;
}

/** Optional keys that were not written are left out, not undefined. */
const withoutAbsent = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

const fingerprint = (definition: unknown): string =>
  createHash('sha256').update(JSON.stringify(definition)).digest('hex').slice(0, 16);
