import type { Locale } from '../shared/locale.js';

/** What a debtor whose name is not known is called. */
const NAMELESS: Readonly<Record<Locale, string>> = { 'zh-CN': '客户', en: 'customer' };

/** `张**`, `J*** S***`: first letters only; the number of stars says nothing about the length. */
export const maskName = (name: string | null, locale: Locale): string => {
  const parts = (name ?? '')
    .trim()
    .split(/\s+/u)
    .filter((part) => part !== '');
  if (parts.length === 0) return NAMELESS[locale];
  return parts.map((part) => `${[...part][0] ?? ''}${/\p{Script=Han}/u.test(part) ? '**' : '***'}`).join(' ');
};
