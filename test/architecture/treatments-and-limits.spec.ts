import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { YamlContentFiles } from '../../src/adapters/config-files/content-files.js';
import { checkLimits } from '../../src/domain/arrangement/check-limits.js';
import { project } from './cruise.js';

const document = readFileSync(join(project, 'docs/treatments-and-limits.md'), 'utf8');
const CHECKS = [
  'src/domain/treatment/check-treatment.ts',
  'src/domain/treatment/check-steps.ts',
  'src/application/treatment/treatment-rules.ts',
  'src/domain/arrangement/check-limits.ts',
];

describe('the document of treatments and limits', () => {
  it('lists exactly the faults that the checks find', () => {
    const source = CHECKS.map((file) => readFileSync(join(project, file), 'utf8')).join('\n');
    const found = [...source.matchAll(/'((?:TREATMENT|LIMITS)\.[A-Z_]+)'/g)].map(([, code]) => code ?? '');
    const listed = [...document.matchAll(/^\| `([A-Z_.]+)` \|/gm)].map(([, code]) => code ?? '');
    expect(listed.sort()).toEqual([...new Set(found)].sort());
  });

  it('has an example that can be published', () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-example-'));
    const example = join(folder, 'limits.yaml');
    try {
      writeFileSync(example, /```yaml\n([\s\S]*?)```/.exec(document)?.[1] ?? '');
      const limits = new YamlContentFiles().limits(example);
      expect(checkLimits(limits, { product: 'default', products: new Map() })).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
