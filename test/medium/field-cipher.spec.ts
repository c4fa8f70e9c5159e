import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BlindIndex } from '../../src/adapters/persistence/blind-index.js';
import { FieldCipher } from '../../src/adapters/persistence/field-cipher.js';
import { storageKeys } from '../../src/adapters/persistence/key-file.js';
import { Env } from '../../src/config/env.js';

const key = (id: string, fill: number): { id: string; key: Buffer } => ({ id, key: Buffer.alloc(32, fill) });
const unreadable = expect.objectContaining({ code: 'CIPHER.UNREADABLE' });

describe('field cipher', () => {
  const cipher = new FieldCipher([key('one', 1)]);

  it('gives every text back, never twice the same ciphertext, and never the text itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const well = text.toWellFormed();
        const [first, second] = [cipher.encrypt(well), cipher.encrypt(well)];
        expect(cipher.decrypt(first)).toBe(well);
        expect(first).not.toBe(second);
        if (well.length > 8) expect(first).not.toContain(well);
      }),
    );
  });

  it('refuses anything changed: content, key name, version', () => {
    const stored = cipher.encrypt('张三 13800000000');
    const at = stored.length - 5;
    const other = stored[at] === 'A' ? 'B' : 'A';
    expect(() => cipher.decrypt(stored.slice(0, at) + other + stored.slice(at + 1))).toThrow(unreadable);
    const twoNames = new FieldCipher([key('one', 1), key('two', 1)]);
    expect(() => twoNames.decrypt(stored.replace('v1:one:', 'v1:two:'))).toThrow(unreadable);
    expect(() => cipher.decrypt('张三')).toThrow(unreadable);
    expect(() => cipher.decrypt('v1:one:')).toThrow(unreadable);
  });

  it('reads old keys after a new first key is added, and says which key is missing', () => {
    const stored = cipher.encrypt('text');
    const rotated = new FieldCipher([key('two', 2), key('one', 1)]);
    expect(rotated.decrypt(stored)).toBe('text');
    expect(rotated.encrypt('text')).toMatch(/^v1:two:/);
    expect(() => cipher.decrypt(rotated.encrypt('text'))).toThrow(/"two"/);
  });
});

describe('blind index', () => {
  const index = new BlindIndex(Buffer.alloc(32, 3));

  it('is equal for equal values only, and different for another tenant, kind or key', () => {
    const value = index.of('tenant', 'address', 'sms', ' +8613800000000 ');
    expect(value).toMatch(/^[0-9a-f]{64}$/);
    expect(index.of('tenant', 'address', 'sms', '+8613800000000')).toBe(value);
    expect(index.of('tenant', 'address', 'sms', '＋８６13800000000')).toBe(value);
    const others = [
      index.of('other', 'address', 'sms', '+8613800000000'),
      index.of('tenant', 'addresss', 'ms', '+8613800000000'),
      index.of('tenant', 'address', 'sms', '+8613800000001'),
      new BlindIndex(Buffer.alloc(32, 4)).of('tenant', 'address', 'sms', '+8613800000000'),
    ];
    expect(new Set([value, ...others]).size).toBe(5);
  });
});

describe('demo keys', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-keys-'));
  const file = join(folder, 'sub', 'keys.json');
  const demo = new Env({ PARLEY_MODE: 'demo' });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are made once, for their owner only, and a damaged file is refused', () => {
    const made = storageKeys(demo, file);
    expect(storageKeys(demo, file)).toEqual(made);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain(made.indexKey.toString('base64'));
    writeFileSync(file, '{');
    expect(() => storageKeys(demo, file)).toThrow(expect.objectContaining({ code: 'CIPHER.BAD_KEY_FILE' }));
  });
});
