import { describe, expect, it } from '@jest/globals';
import { idOf } from '../../domain/shared/ids.js';
import type { TenantId } from '../../domain/shared/ids.js';
import { readToken, writeToken } from './token.js';

const TOKEN = {
  kind: 'session',
  tenantId: idOf<TenantId>('01a204a2-593a-7000-a85f-67ec9bbc3651'),
  secret: 'A-_9'.repeat(11).slice(0, 43),
} as const;

describe('a token', () => {
  it('is read as it was written', () => expect(readToken(writeToken(TOKEN))).toEqual(TOKEN));

  it.each([
    '',
    'session',
    `${writeToken(TOKEN)}x`,
    `x${writeToken(TOKEN)}`,
    `${writeToken(TOKEN)}\n`,
    'a.b.c',
  ])('is not "%s"', (text) => expect(readToken(text)).toBeNull());
});
