/**
 * Other debtors than those of `negsim.mjs`: the same program with every coefficient of its accept rule and of repayment
 * up to a fifth larger or smaller, and another shape of the accept rule. Nothing may be tuned on them.
 */
import { readFileSync } from 'node:fs';
import { randomOf } from './speak.mjs';

/** Where the coefficients stand; `#` is the number that varies. */
const COEFFICIENTS = [
  ['Math.pow(#,m)', 1.02, (value, factor) => 1 + (value - 1) * factor],
  ['q.willingness*(#+empathy)', 1.25],
  ['(#*cost+', 0.55],
  ['+#*Math.pow(Math.max(0,b-', 0.9],
  ['Math.max(0,b-#),1.2)', 0.45],
  ['+#*Math.max(0,bd-.7)', '1.0'],
  ['1.0*Math.max(0,bd-#)', 0.7],
  ['+#*n/12)', 0.03],
  ['clamp((#+.27*q.willingness)', 0.72],
  ['exp(-#*Math.max(0,b-.5))', 1.3],
  ['cure=#*pPay', 0.55],
  ['(#+.22*q.willingness)*Math.exp', 0.78],
  ['exp(-#*Math.max(0,bd-.8))', 0.8],
];

/** Shapes of the accept rule: burdens add up, only the worst counts, and patience that wears off late or early. */
const SHAPES = {
  sum: [],
  worst: [
    [
      '.9*Math.pow(Math.max(0,b-.45),1.2)+1.0*Math.max(0,bd-.7)+.03*n/12)',
      '1.2*Math.max(Math.pow(Math.max(0,b-.45),1.2),Math.max(0,bd-.7),.05*n/12))',
    ],
  ],
  late: [['patience)),.8)', 'patience)),.4)']],
  early: [['patience)),.8)', 'patience)),1.6)']],
};

const written = (value) => String(value).replace(/^0[.]/, '.');

function replaced(source, from, to) {
  if (!source.includes(from)) throw new Error(`The simulator has no "${from}".`);
  return source.replace(from, to);
}

/** A simulator with debtors of its own; the same number, the same debtors. */
export async function variant(number) {
  const random = randomOf(number);
  const names = Object.keys(SHAPES);
  const shape = names[number % names.length];
  let source = readFileSync(new URL('negsim.mjs', import.meta.url), 'utf8').split('const arg=')[0];
  const factors = COEFFICIENTS.map(() => 0.8 + 0.4 * random());
  const placed = COEFFICIENTS.map(([place, value]) => [place.replace('#', written(value)), place, value]);
  for (const [from] of placed) replaced(source, from, from);
  for (const [from, to] of SHAPES[shape]) source = replaced(source, from, to);
  for (const [at, [from, place, value]] of placed.entries()) {
    const scale = COEFFICIENTS[at][2] ?? ((number, factor) => number * factor);
    const now = scale(Number(value), factors[at]);
    // A shape may have taken the place away.
    if (source.includes(from)) source = source.replace(from, place.replace('#', now.toFixed(4)));
  }
  const module = await import(`data:text/javascript;base64,${Buffer.from(source).toString('base64')}`);
  return { ...module, shape };
}
