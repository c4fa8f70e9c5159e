import type { Currency } from '../shared/money.js';
import { mask } from './normalise.js';
import type { OwnAmount } from './read-amounts.js';
import { readOwnAmounts } from './read-amounts.js';
import type { CountReading } from './read-counts.js';
import { readCount } from './read-counts.js';
import type { ShareReading } from './read-ratio.js';
import { readShare } from './read-ratio.js';
import { readRhythm } from './read-rhythm.js';
import type { Slots } from './understanding.js';
import type { Stance } from './whose-figure.js';

export type Terms = Pick<
  Slots,
  'amount' | 'installments' | 'per' | 'downPayment' | 'downPaymentRatio' | 'ratio' | 'ambiguous'
>;

/** Words of a first payment; what is only paid early is one when more is to follow in parts. */
const FIRST_NAMED =
  /(?:首付|首期|首笔|第一笔|头一?笔|头期|头款|开头|定金|订金|押金|(?:initial|first) payment(?: of)?|start (?:me )?(?:off )?with|down ?payment(?: of| is)?|deposit(?: of| is)?|put(?:ting)? down)(?:就?[给付还交是 :]|降到|改成|减到)*\s?[$£€¥]?$/;
const FIRST_NAMED_AFTER = /^ ?(?:块钱?|元|bucks|dollars|quid)?\s?(?:的?(?:首付|定金|订金)|deposit\b|down\b(?! to)|up ?front|as (?:a )?(?:deposit|down ?payment))/;
const EARLY = /(?:先|现在|今天|当场|马上|\b(?:first|now|upfront|initially))[给付还交打转拿出垫凑掏弄你们个 :]*\s?[$£€¥]?$/;
const EARLY_AFTER =
  /^ ?(?:块钱?|元|bucks|dollars|quid)?\s?(?:to (?:start|begin|kick|stop)|now\b|today\b|tonight\b|first\b|straight away|right away|immediately|先|作?当?诚意金|当诚意)/;
const REST = /剩|其余|余下|余款|尾款|后面|后续|以后|之后|再|after that|thereafter|\brest\b|remain|balance|what's left|\bthen\b|plus|and then/;

/**
 * Terms that a message puts forward: how many parts, how often, how much each, what first, what share of the balance.
 * `rest` is the text with the words of its date blanked. A message that only tells of one sum has no terms but that.
 */
export function readTerms(rest: string, text: string, stance: Stance, currency: Currency): Terms {
  const offered = stance === 'offers' || stance === 'accepts';
  const share = offered ? readShare(text) : null;
  const afterShare = without(rest, share);
  const count = offered ? readCount(afterShare) : null;
  const afterCount = without(afterShare, count);
  const rhythm = offered ? readRhythm(afterCount, text) : null;
  const amounts = readOwnAmounts(without(afterCount, rhythm), text, stance, currency);
  const first = offered ? firstPayment(amounts, count !== null || rhythm !== null, text) : undefined;
  const amount = strongest(amounts.filter((one) => one !== first));
  const measured = amount !== undefined || count !== null || first !== undefined;
  const wished = rhythm?.asked === true && (rhythm.per === 'week' || (stance === 'offers' && WISHES.test(text)));
  const per = rhythm && (measured || wished) ? rhythm.per : count?.per;
  return {
    ...(count ? { installments: count.count } : {}),
    ...(per ? { per } : {}),
    ...shareSlot(share),
    ...(first?.readings[0] && first.readings.length === 1 ? { downPayment: first.readings[0] } : {}),
    ...amountSlot(amount),
  };
}

/** A rhythm by itself is a term where it is wished for; in a yes it is only told again. */
const WISHES = /想|[吗么?]|行不|能不能|可以|可不可|好不|希望|\b(?:can|could|please|let me|want|like|prefer|wish|possible)\b/;

const without = (text: string, taken: CountReading | ShareReading | ReturnType<typeof readRhythm>): string =>
  taken ? mask(text, taken.index, taken.length) : text;

const shareSlot = (share: ShareReading | null): Terms =>
  share === null ? {} : share.first ? { downPaymentRatio: share.value } : { ratio: share.value };

function amountSlot(amount: OwnAmount | undefined): Terms {
  const [value] = amount?.readings ?? [];
  if (amount === undefined || value === undefined) return {};
  return amount.readings.length === 1
    ? { amount: value }
    : { ambiguous: [{ slot: 'amount', readings: amount.readings, words: amount.words }] };
}

/** The distinct first payment: one that is called so, or one that comes early where the rest follows in parts. */
function firstPayment(amounts: readonly OwnAmount[], inParts: boolean, text: string): OwnAmount | undefined {
  const named = amounts.find(
    ({ figure }) => FIRST_NAMED.test(figure.before) || FIRST_NAMED_AFTER.test(figure.after),
  );
  if (named) return named;
  const early = amounts.find(({ figure }) => EARLY.test(figure.before) || EARLY_AFTER.test(figure.after));
  const follows = early && REST.test(text.slice(early.figure.end));
  return inParts && (follows || (early && amounts.length > 1)) ? early : undefined;
}

const strongest = (amounts: readonly OwnAmount[]): OwnAmount | undefined =>
  amounts.reduce<OwnAmount | undefined>(
    (best, one) => (best === undefined || one.weight > best.weight ? one : best),
    undefined,
  );
