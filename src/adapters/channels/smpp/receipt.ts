import { MINUTE, earliest, instant } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Receipt } from '../../../domain/message/send-outcome.js';
import { cutAtControl } from './delivery.js';
import type { Delivery } from './delivery.js';
import type { SmppSettings } from './settings.js';

const MESSAGE_TYPE = 0x3c;
const RECEIPT = 0x04;
const INTERMEDIATE = 0x20;

/** Whether a delivery tells about a text of ours instead of bringing one. */
export const isReceipt = ({ esmClass, receiptedMessageId, messageState }: Delivery): boolean =>
  (esmClass & RECEIPT) !== 0 ||
  (esmClass & MESSAGE_TYPE) === INTERMEDIATE ||
  (receiptedMessageId !== null && messageState !== null);

/** What a receipt says of the text: on its way or not known (`open`), or how it ended. */
type Ending = Receipt['status'] | 'open';

const BY_STATE: ReadonlyMap<number, readonly [Ending, string]> = new Map([
  [0, ['open', 'SCHEDULED']],
  [1, ['open', 'ENROUTE']],
  [2, ['delivered', 'DELIVRD']],
  [3, ['failed', 'EXPIRED']],
  [4, ['failed', 'DELETED']],
  [5, ['failed', 'UNDELIV']],
  [6, ['open', 'ACCEPTD']],
  [7, ['open', 'UNKNOWN']],
  [8, ['failed', 'REJECTD']],
  [9, ['failed', 'SKIPPED']],
]);

/** Words of Appendix B and those that carriers write instead; any other word is not known and ends nothing. */
const BY_WORD: ReadonlyMap<string, Ending> = new Map([
  ...[...BY_STATE.values()].map(([ending, word]) => [word, ending] as const),
  ['DELIVERED', 'delivered'],
  ['ACCEPTED', 'open'],
  ['UNDELIVERABLE', 'failed'],
  ['UNDELIVERED', 'failed'],
  ['REJECTED', 'failed'],
  ['FAILED', 'failed'],
]);

const field = (text: string, name: string): string | null =>
  new RegExp(`(?:^|\\s)${name}:\\s*(\\S+)`, 'iu').exec(text)?.[1] ?? null;

/** YYMMDDhhmm with or without seconds, in the SMSC's time; never later than `now`, which also stands for no date. */
export const doneAt = (written: string | null, zoneMinutes: number, now: Instant): Instant => {
  const parts = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?$/u.exec(written ?? '')?.slice(1);
  if (parts === undefined) return now;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    Number(part ?? 0),
  );
  const moment = Date.UTC(2_000 + year, month - 1, day, hour, minute, second) - zoneMinutes * MINUTE;
  return earliest(instant(moment), now);
};

/**
 * One writing for the id in an answer and in its receipts, whichever number system each is in. An id that is no
 * number stays as it is.
 */
export const commonId = (
  written: string,
  side: 'answer' | 'receipt',
  form: SmppSettings['receiptIds'],
): string => {
  const id = cutAtControl(written);
  if (form === 'same') return id;
  const isHex = (form === 'decimal-of-hex') === (side === 'answer');
  if (isHex) return /^[\da-f]+$/iu.test(id) ? BigInt(`0x${id}`).toString() : id;
  return /^\d+$/u.test(id) ? BigInt(id).toString() : id;
};

/** The receipt in a delivery; null when it ends nothing: intermediate, not known, or without an id. */
export const receiptIn = (
  delivery: Delivery,
  settings: Pick<SmppSettings, 'receiptIds' | 'receiptZoneMinutes'>,
  now: Instant,
): Receipt | null => {
  if ((delivery.esmClass & MESSAGE_TYPE) === INTERMEDIATE) return null;
  const text = delivery.bytes.toString('latin1');
  const id = delivery.receiptedMessageId || field(text, 'id');
  const word = field(text, 'stat')?.toUpperCase() ?? null;
  const [status, name] = (delivery.messageState === null ? null : BY_STATE.get(delivery.messageState)) ?? [
    BY_WORD.get(word ?? '') ?? 'open',
    word ?? '',
  ];
  if (!id || status === 'open') return null;
  const error = field(text, 'err');
  return {
    providerMessageId: commonId(id, 'receipt', settings.receiptIds),
    status,
    at: doneAt(field(text, 'done date'), settings.receiptZoneMinutes, now),
    detail: status === 'failed' ? `${name}${error === null ? '' : ` ${error}`}`.slice(0, 40) : null,
  };
};
