import type { Localized } from '../shared/locale.js';
import type { ActReason } from './negotiation/next-act.js';

/** Why the assistant put terms on the table or did not, as staff read it. */
export const REASONS_IN_WORDS: Readonly<Record<ActReason, Localized>> = {
  protected: {
    'zh-CN': '对方需要保护，不再协商。',
    en: 'The debtor is protected; nothing is negotiated.',
  },
  'means-unknown': {
    'zh-CN': '还不知道对方能负担多少，先问。',
    en: 'What the debtor can afford is not known yet; asked first.',
  },
  'lump-likely': {
    'zh-CN': '欠款相对每月结余不多，先问能否一次付清。',
    en: 'The balance is little beside what is left in a month; one payment is asked first.',
  },
  'affordable-plan': {
    'zh-CN': '首个方案：先付较多，余下按每月结余能负担的金额分期。',
    en: 'The first plan: a larger first payment, then instalments that what is left can carry.',
  },
  'ground-given': {
    'zh-CN': '对方没有接受上一个方案，再让一步。',
    en: 'The offer before was not taken; one more step of ground.',
  },
  'hardship-terms': {
    'zh-CN': '对方有困难，给出减轻的方案。',
    en: 'The debtor is in hardship; reduced terms.',
  },
  'discount-for-cash': {
    'zh-CN': '对方愿意一次付款，给出一次付清的优惠。',
    en: 'The debtor offered cash; a discount on one payment.',
  },
  'counter-good': {
    'zh-CN': '对方自己的方案在权限之内，也不比下一个方案差。',
    en: "The debtor's own terms are within the limits and as good as the next offer.",
  },
  'cannot-pay': {
    'zh-CN': '对方看来无力支付，由人工处理。',
    en: 'The debtor can hardly pay; a person goes on.',
  },
  'offers-used-up': {
    'zh-CN': '方案次数已用完，由人工处理。',
    en: 'The rounds are used up; a person goes on.',
  },
  'nothing-left': { 'zh-CN': '已没有可让的条件。', en: 'There is nothing left to offer.' },
  'debtor-left': { 'zh-CN': '对方结束了协商。', en: 'The debtor ended it.' },
};

/** The words for a stored reason; null for what is none. */
export const reasonInWords = (reason: unknown): Localized | null =>
  typeof reason === 'string' && Object.hasOwn(REASONS_IN_WORDS, reason)
    ? REASONS_IN_WORDS[reason as ActReason]
    : null;
