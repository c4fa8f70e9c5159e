import { describe, expect, it } from '@jest/globals';
import { maskCell } from './mask-cell.js';

describe('a cell of a preview', () => {
  it.each([
    ['', null, ''],
    ['3482.16', null, '3482.16'],
    ['13812344402', null, '1***'],
    ['5551234567', null, '5***'],
    ['1990-05-01', null, '1***'],
    ['张三', null, '张***'],
    ['张三丰', 'name', '张**'],
    ['11010119900307123X', 'id_number', '****123X'],
    ['6.2E+18', 'id_number', '****'],
    ['1990-05-01', 'birth_date', '1***'],
    ['138 1234 4402', 'phone', '****4402'],
    ['+8613812344402', 'phone2', '138****4402'],
    ['wxid_8a7f6e5d4c', 'wechat', '****5d4c'],
    ['1,234.50', 'principal', '1,234.50'],
    ['2025-05-01 contract', 'phone_consent', '2025-05-01 contract'],
    ['x'.repeat(99), 'reference', 'x'.repeat(40)],
  ])('%j of %s is shown as %j', (cell, field, shown) => {
    expect(maskCell(cell, field)).toBe(shown);
  });
});
