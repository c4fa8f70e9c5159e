import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { featuresOf } from '../../domain/understanding/features.js';
import { scoreIntents } from '../../domain/understanding/intent-model.js';
import { FileUnderstandingModel } from './file-model.js';

describe('the model of understanding', () => {
  const model = new FileUnderstandingModel('models').current();

  it('is the file of its checksum, at most 5 MB', () => {
    expect(readFileSync('models/understanding.json').byteLength).toBeLessThanOrEqual(5_000_000);
    expect(model.intents).toHaveLength(24);
  });

  it('is refused when a byte of it was changed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-model-'));
    writeFileSync(join(folder, 'understanding.json'), `${readFileSync('models/understanding.json', 'utf8')} `);
    writeFileSync(join(folder, 'understanding.sha256'), readFileSync('models/understanding.sha256'));
    expect(() => new FileUnderstandingModel(folder).current()).toThrow('npm run understanding:train');
  });

  it('gives probabilities: of the first act they sum to one', () => {
    const { primary, present } = scoreIntents(model, featuresOf('i will pay 200 on friday', 'en'));
    expect(primary.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1);
    expect(Math.max(...present)).toBeLessThanOrEqual(1);
  });

  it('reads an empty message and one of signs only', () => {
    for (const text of ['', '????', '🙂', '\u0000']) {
      const { primary } = scoreIntents(model, featuresOf(text, 'zh-CN'));
      expect(primary.every((score) => Number.isFinite(score))).toBe(true);
    }
  });
});
