import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { REJECTION_SENTENCES } from './rejection-sentences.js';

describe('the reasons of rejected rows', () => {
  it('are told in Chinese for every code that the documentation lists', () => {
    const documentation = readFileSync('docs/import-files.md', 'utf8');
    const [, table = ''] = /## Codes of rejected rows\n([\s\S]*?)\n\nMoney/u.exec(documentation) ?? [];
    const codes = [...table.matchAll(/`((?:INTAKE|PAYMENT)\.[A-Z_]+)`/gu)].map(([, code]) => code ?? '');
    expect(codes.length).toBeGreaterThan(20);
    expect(Object.keys(REJECTION_SENTENCES).sort()).toEqual(codes.sort());
    for (const sentence of Object.values(REJECTION_SENTENCES))
      expect(sentence).toMatch(/\p{Script=Han}.*。$/u);
  });
});
