/** Languages a person can read Parley in (BCP 47). */
export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** The same text in every language of Parley. */
export type Localized = Readonly<Record<Locale, string>>;
