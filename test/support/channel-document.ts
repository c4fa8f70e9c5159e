import type {
  ChannelCapabilities,
  ProviderDescription,
} from '../../src/application/ports/channel-directory.js';
import type { AccountLimits } from '../../src/domain/channel/account-limits.js';
import type { PeerKind } from './channel-peer.js';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no');
const inCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function paceOf({ perDay, perDayAtFirst, warmUpDays, ...seconds }: AccountLimits): string {
  const { secondsBetweenPeople, secondsBetweenTexts } = seconds;
  const words = [
    perDay === null ? '' : `${perDay} a day`,
    perDayAtFirst === null ? '' : `${perDayAtFirst} on the first, more over ${warmUpDays} days`,
    secondsBetweenPeople === 0 ? '' : `${secondsBetweenPeople} s between people`,
    secondsBetweenTexts === 0 ? '' : `${secondsBetweenTexts} s between texts to one`,
  ].filter((one) => one !== '');
  return words.join('; ') || 'none of its own';
}

const windowOf = ({ replyWindow }: ChannelCapabilities): string =>
  replyWindow === null ? 'none' : `${replyWindow.hours} h, ${replyWindow.messages} texts`;

/** What each provider can do, as `docs/channels.md` shows it. */
export const capabilityTable = (providers: readonly ProviderDescription[]): string =>
  table(
    [
      'provider',
      'channel',
      'writes first',
      'reply window',
      'receipts',
      'buttons',
      'longest text',
      'address belongs to',
      'debtors can send',
      'answered within',
      'pace where nobody sets another',
    ],
    providers.map(({ provider, capabilities: can }) => [
      `\`${provider}\``,
      can.channels.join(', '),
      yesOrNo(can.opensConversations),
      windowOf(can),
      yesOrNo(can.receipts),
      yesOrNo(can.buttons),
      String(can.maximumLength),
      can.addresses === 'of-account' ? 'the account' : 'the channel',
      can.inbound.filter((kind) => kind !== 'unsupported').join(', '),
      `${can.answersWithinMinutes} min`,
      paceOf(can.limits),
    ]),
  );

export const settingsTable = ({ settings }: ProviderDescription): string =>
  table(
    ['setting', 'needed', 'secret', 'what it is'],
    settings.map(({ name, required, secret, sentence }) => [
      `\`${name}\``,
      yesOrNo(required),
      yesOrNo(secret),
      inCell(sentence),
    ]),
  );

/** What each adapter was run against. */
export const proofTable = (peers: readonly PeerKind[]): string =>
  table(
    ['provider', 'peer', 'faults of the contract that it shows'],
    peers.map(({ provider, name, faults }) => [`\`${provider}\``, inCell(name), faults.join(', ') || 'none']),
  );

/** The document with this text between the two markers of that name; throws where there are none. */
export function withBlock(document: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(`docs/channels.md has no place for "${name}": ${begin} … ${end}`);
  return `${document.slice(0, from + begin.length)}\n\n${text}\n\n${document.slice(to)}`;
}
