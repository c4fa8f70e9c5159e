import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maskAddress, maskId } from './mask-address.js';

describe('maskAddress', () => {
  it.each([
    ['+8613812344402', '138****4402'],
    ['13812344402', '138****4402'],
    ['+6281234567890', '+62812****7890'],
    ['+6512345678', '+65****5678'],
    ['wang.ming@example.com', 'w***@example.com'],
    ['wxid_8a7f6e5d4c', '****5d4c'],
    ['sim-1', '****'],
    ['', '****'],
  ])('%j is shown as %j', (address, shown) => {
    expect(maskAddress(address)).toBe(shown);
  });

  it('hides at least four digits of any telephone number', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 15 });
    fc.assert(
      fc.property(digits, fc.boolean(), (parts, plus) => {
        const shown = maskAddress(`${plus ? '+' : ''}${parts.join('')}`);
        expect(shown).toContain('****');
        expect(shown.replaceAll(/\D/gu, '').length).toBeLessThanOrEqual(parts.length - 4);
      }),
    );
  });
});

describe('maskId', () => {
  it.each([
    ['11010119900307123X', '****123X'],
    ['S123', '****'],
    ['1234567', '****'],
    ['12345678', '****5678'],
  ])('%j is shown as %j', (id, shown) => {
    expect(maskId(id)).toBe(shown);
  });
});
