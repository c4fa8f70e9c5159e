import type { Channel } from '../shared/channel.js';

/** What a debtor opens to come with the code at once; null where the channel has no such link. */
export function deepLinkOf(
  channel: Channel,
  settings: Readonly<Record<string, string>>,
  code: string,
): string | null {
  const botName = settings['botName']?.replace(/^@/u, '') ?? '';
  if (channel === 'telegram' && botName !== '') {
    return `https://t.me/${encodeURIComponent(botName)}?start=${encodeURIComponent(code)}`;
  }
  const entryUrl = settings['entryUrl'] ?? '';
  if (channel === 'wechat' && entryUrl !== '') {
    return `${entryUrl}${entryUrl.includes('?') ? '&' : '?'}scene_param=${encodeURIComponent(code)}`;
  }
  return null;
}
