import type { TextRange } from './plain-text.js';

/** Endings by which a name without `https://` is taken for a web address. */
const ENDINGS =
  'com|cn|net|org|io|co|me|app|cc|top|xyz|link|ly|info|biz|vip|shop|site|online|club|hk|tw|sg|in|id|jp|us|uk|eu|example';

const LINK = new RegExp(
  String.raw`https?:\/\/[^\s，。；！？、）】）]*|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:${ENDINGS})(?![\w-])(?:[/:?#][^\s，。；！？、）】]*)?`,
  'giu',
);

/** Every web address in a text whose host is neither the website's nor below it. */
export function foreignLinks(text: string, website: string): readonly TextRange[] {
  const own = hostOf(website).replace(/^www\./u, '');
  return [...text.matchAll(LINK)].flatMap((match) => {
    const host = hostOf(match[0]);
    if (own !== '' && (host === own || host.endsWith(`.${own}`))) return [];
    return [{ start: match.index, end: match.index + match[0].length }];
  });
}

/** What stands before an `@` is a name for show and no part of the host. */
const hostOf = (link: string): string =>
  (
    link
      .toLowerCase()
      .replace(/^https?:\/\//u, '')
      .split(/[/?#\\]/u)[0] ?? ''
  )
    .replace(/^.*@/u, '')
    .replace(/:\d*$/u, '')
    .replace(/\.+$/u, '');
