import { describe, expect, it } from '@jest/globals';
import { clarify } from './normalise.js';
import type { Terms } from './read-terms.js';
import { readTerms } from './read-terms.js';
import type { Stance } from './whose-figure.js';

const read = (text: string, stance: Stance = 'offers'): Terms => {
  const clear = clarify(text);
  return readTerms(clear, clear, stance, /[\u4e00-\u9fff]/.test(text) ? 'CNY' : 'USD');
};

/** The terms with amounts as plain numbers. */
const plain = (text: string, stance?: Stance): object => {
  const { amount, downPayment, ambiguous: _open, ...others } = read(text, stance);
  return {
    ...others,
    ...(amount ? { amount: amount.minor / 100 } : {}),
    ...(downPayment ? { downPayment: downPayment.minor / 100 } : {}),
  };
};

describe('how many parts, and how often', () => {
  it.each([
    ['ten months would work for me', { installments: 10, per: 'month' }],
    ['over ten is what I need', { installments: 10 }],
    ['a dozen payments would be doable', { installments: 12 }],
    ['spread it over two years', { installments: 24, per: 'month' }],
    ['three equal monthly payments', { installments: 3, per: 'month' }],
    ['six instalments of 80', { installments: 6, amount: 80 }],
    ['3000 in 6 payments of 500', { installments: 6, amount: 500 }],
    ['12 x $55', { installments: 12, amount: 55 }],
    ["I can't do 6 months but 12 months is ok", { installments: 12, per: 'month' }],
    ['forget 12 payments, give me 18', { installments: 18 }],
    ['make it 9 payments instead of 6', { installments: 9 }],
    ['40 weekly for 20 weeks', { installments: 20, per: 'week', amount: 40 }],
    ['120 every two weeks', { amount: 120 }],
    ["I'd hand over 80", { amount: 80 }],
    ['250 down and eight payments', { downPayment: 250, installments: 8 }],
    ['90 every friday', { amount: 90, per: 'week' }],
    ["I can't do weekly, monthly could work", { per: 'month' }],
    ['分三次一次一千', { installments: 3, amount: 1_000 }],
    ['3600分12期每期300', { installments: 12, per: 'month', amount: 300 }],
    ['一万分二十个月还', { installments: 20, per: 'month', amount: 10_000 }],
    ['分半年可以吗', { installments: 6, per: 'month' }],
    ['把六期改成十五期', { installments: 15, per: 'month' }],
    ['期数拉长到36', { installments: 36, per: 'month' }],
    ['三千一口价', { amount: 3_000 }],
    ['余下十个月还', { installments: 10, per: 'month' }],
    ['两百五一周', { amount: 250, per: 'week' }],
    ['缓三个月再说', {}],
    ['我还了三期了', {}],
    ['工资一个月四千,先还五百', { amount: 500 }],
    ['一次性结清', {}],
    ['这个月还两千五', { amount: 2_500 }],
  ])('%s', (text, terms) => {
    expect(plain(text)).toEqual(terms);
  });
});

describe('a share of the balance', () => {
  it.each([
    ['60 cents on the dollar', 0.6],
    ['knock off 40%', 0.6],
    ['waive a third', 0.667],
    ["I'll pay two thirds of it", 0.667],
    ['seventy percent?', 0.7],
    ['half off?', 0.5],
    ['half now and you forgive the rest', 0.5],
    ['80% off', 0.2],
    ['还七成行不行', 0.7],
    ['还六成五', 0.65],
    ['打个对折', 0.5],
    ['减三成', 0.7],
    ['七五折', 0.75],
    ['85折我就付', 0.85],
    ['减免百分之二十', 0.8],
    ['免掉四分之一', 0.75],
    ['八折太少,六折我就认', 0.6],
  ])('%s is %d', (text, ratio) => {
    expect(read(text).ratio).toBe(ratio);
  });

  it.each([
    'interest of 24% is a joke',
    '年利率36%太高了',
    'half an hour',
    'my buddy got half off',
    '先还这个月的一半',
    '挪到下周五成吗',
    '说一半留一半',
  ])('%s names none', (text) => {
    expect(read(text).ratio).toBeUndefined();
  });

  it('a share that is paid first is the first payment', () => {
    expect(plain('先付一半,剩下分三期')).toEqual({ downPaymentRatio: 0.5, installments: 3, per: 'month' });
  });
});

describe('what is paid first', () => {
  it.each([
    ['200 deposit and then 50 a month', { downPayment: 200, amount: 50, per: 'month' }],
    ["I'll give you 100 now and 60 a month until it's gone", { downPayment: 100, amount: 60, per: 'month' }],
    ['400 now and the rest in 5 payments', { downPayment: 400, installments: 5 }],
    ['300 now, rest later', { amount: 300 }],
    ['先给一千五,之后每月四百', { downPayment: 1_500, amount: 400, per: 'month' }],
    ['定金500,余款分三次', { downPayment: 500, installments: 3 }],
    ['先还三百,剩下的下个月再说', { amount: 300 }],
  ])('%s', (text, terms) => {
    expect(plain(text)).toEqual(terms);
  });
});

describe('whose figure it is', () => {
  it.each([
    ['my rent is 1400 and I take home 2100, best I can do is 60', 60],
    ["you're asking 2,400, I'm offering 1,500", 1_500],
    ['waive the 90 late fee and I pay 410', 410],
    ['300 is too much, 150 works', 150],
    ['500, no, make that 300', 300],
    ["I'll pay 200... sorry 250", 250],
    ['lower it from 150 to 90', 90],
    ["I'll offer 1800 on the 3,200", 1_800],
    ['工资三千八,房租一千五,只能拿六百', 600],
    ['还800,说错了,900', 900],
    ['欠一万我给七千', 7_000],
    ['每个月一千太多,六百还行', 600],
    ['借到1万就还你们8千', 8_000],
    ['两万给我减到一万四我就还', 14_000],
    ['我手上就一千五,先给你一千', 1_000],
    ['90 a month is over my budget, 55 is doable', 55],
  ])('%s offers %d', (text, amount) => {
    expect(plain(text)).toMatchObject({ amount });
  });

  it.each<[string, Stance, number | undefined]>([
    ['the 55 a month you suggested', 'accepts', 55],
    ['不是三千,是两千', 'disputes', 2_000],
    ['the statement said 880 and now you say 1120', 'disputes', 880],
    ['怎么变成9800了', 'disputes', undefined],
    ['账上写着欠6800,我实际只借了5000', 'disputes', 5_000],
    ['I was billed 480 but the agreement says 390', 'disputes', 390],
    ['我交了六百你们只记四百', 'disputes', 600],
    ['you added 200 in fees', 'disputes', undefined],
    ['五千块我打了三千', 'paid', 3_000],
    ['paid 300 ref 88012345', 'paid', 300],
    ['I earn 2300, rent takes 1500', 'tells', undefined],
    ['卡里就剩八十块', 'tells', undefined],
    ['还500,别再打我公司电话', 'tells', 500],
  ])('%s of one who %s: %p', (text, stance, amount) => {
    expect((plain(text, stance) as { amount?: number }).amount).toBe(amount);
  });

  it('a figure that could mean two is asked about and in no other slot', () => {
    expect(read('每月还个三五百')).toEqual({
      per: 'month',
      ambiguous: [
        {
          slot: 'amount',
          words: '三五百',
          readings: [
            { minor: 30_000, currency: 'CNY' },
            { minor: 50_000, currency: 'CNY' },
          ],
        },
      ],
    });
    expect(read("I'll pay 500 or 600").amount).toBeUndefined();
    expect(read('四五百没有,三百行')).toEqual({ amount: { minor: 30_000, currency: 'CNY' } });
  });
});
