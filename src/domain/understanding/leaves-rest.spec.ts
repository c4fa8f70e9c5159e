import { expect, it } from '@jest/globals';
import { leavesRest } from './leaves-rest.js';

it.each([
  ['先还500，剩下下月还', true],
  ['这周付一千，余款月底结清', true],
  ['500 now and the rest next month', true],
  ["I'll send 300 on Friday, rest later", true],
  ['下周五还500', false],
  ['I will rest and pay 500 on Friday', false],
])('%s: %s', (text, left) => {
  expect(leavesRest(text)).toBe(left);
});
