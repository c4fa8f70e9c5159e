import type { Locale } from '../shared/locale.js';
import { LOCALES } from '../shared/locale.js';
import type { PlainText, TextRange } from './plain-text.js';
import { placesOf, plainText } from './plain-text.js';

export interface ForbiddenWording {
  readonly id: string;
  readonly phrases: Readonly<Record<Locale, readonly string[]>>;
}

/**
 * Wording that no collection message may hold, whatever the policy pack: threats of arrest or prison, threats
 * to tell others, claims to be an authority, false urgency. Sources: 15 USC 1692d, 1692e(2)-(7), 1692f and
 * 12 CFR 1006.14, 1006.18 (US); Civil Code art. 1032-1039 and the Banking Association's collection
 * self-regulation rules (CN). Matched without regard to case and spacing.
 */
export const FORBIDDEN_WORDING: readonly ForbiddenWording[] = [
  {
    id: 'threat-of-arrest',
    phrases: {
      'zh-CN': ['坐牢', '逮捕', '拘留', '抓捕', '刑事责任', '报警抓'],
      en: ['arrest', 'jail', 'prison', 'criminal charge', 'prosecute you'],
    },
  },
  {
    id: 'threat-to-tell-others',
    phrases: {
      'zh-CN': [
        '爆通讯录',
        '通知您的家人',
        '通知你的家人',
        '通知您的单位',
        '通知你的单位',
        '联系您的亲友',
        '公开曝光',
      ],
      en: [
        'tell your family',
        'tell your employer',
        'contact your employer',
        'your friends will know',
        'make it public',
      ],
    },
  },
  {
    id: 'false-authority',
    phrases: {
      'zh-CN': ['公安机关', '法院传票', '强制执行', '失信被执行人', '上门催收'],
      en: ['garnish', 'seize your', 'court order'],
    },
  },
  {
    id: 'false-urgency',
    phrases: {
      'zh-CN': ['最后通牒', '最后一次机会', '后果自负', '立即还款', '马上还款'],
      en: ['final warning', 'last chance', 'immediate payment', 'act now', 'or else'],
    },
  },
  {
    id: 'shame',
    phrases: { 'zh-CN': ['老赖', '赖账', '不要脸', '欠债不还'], en: ['deadbeat', 'shame on you', 'ashamed'] },
  },
];

/** One place of forbidden wording in a text as it was written. */
export interface ForbiddenPlace extends TextRange {
  readonly rule: string;
  readonly phrase: string;
}

/** The first forbidden phrase of that language in the text, with the rule it breaks; null when there is none. */
export function findForbiddenWording(text: string, locale: Locale): { rule: string; phrase: string } | null {
  const plain = plainIn(text, locale);
  for (const { id, phrases } of FORBIDDEN_WORDING) {
    const phrase = phrases[locale].find((candidate) => placesIn(plain, candidate, locale).length > 0);
    if (phrase !== undefined) return { rule: id, phrase };
  }
  return null;
}

/** Every forbidden phrase of every language in the text, by where it stands. */
export function findAllForbiddenWording(text: string): readonly ForbiddenPlace[] {
  return LOCALES.flatMap((locale) => {
    const plain = plainIn(text, locale);
    return FORBIDDEN_WORDING.flatMap(({ id, phrases }) =>
      phrases[locale].flatMap((phrase) =>
        placesIn(plain, phrase, locale).map((range) => ({ ...range, rule: id, phrase })),
      ),
    );
  }).sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Chinese is compared without any spaces, so that spaces between characters hide nothing. */
const plainIn = (text: string, locale: Locale): PlainText =>
  plainText(text, locale === 'zh-CN' ? 'none' : 'single');

const placesIn = (plain: PlainText, phrase: string, locale: Locale): TextRange[] =>
  placesOf(plain, phrase, locale === 'en');
