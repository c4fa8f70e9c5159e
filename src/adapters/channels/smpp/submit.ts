import type { PduFields } from './codec.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import { smsSegments } from '../../../domain/message/sms-segments.js';
import type { SmsCoding } from '../../../domain/message/sms-segments.js';
import { asDialled } from './numbers.js';
import type { SmppSettings } from './settings.js';
import { gsm7Bytes, ucs2Bytes } from './text-coding.js';

/** Never left to the codec, which would name another alphabet than the one it writes. */
const DATA_CODING: Readonly<Record<SmsCoding, number>> = { gsm7: 0, ucs2: 8 };
const UDH_INDICATOR = 0x40;
/** Final receipts of success and of failure. */
const RECEIPTS = 1;
/** Years have no fixed length; no text is valid for longer anyway. */
const LONGEST_VALIDITY = 27 * DAY;

/**
 * SMPP 3.4 §7.1.1, relative: YYMMDDhhmmss000R, rounded down so that the SMSC never delivers after the moment. Null
 * when less than a minute is left.
 */
export const validityPeriod = (now: Instant, until: Instant): string | null => {
  const left = Math.min(until - now, LONGEST_VALIDITY);
  if (left < MINUTE) return null;
  const two = (part: number): string => String(Math.floor(part)).padStart(2, '0');
  const time = [left / DAY, (left % DAY) / HOUR, (left % HOUR) / MINUTE, (left % MINUTE) / SECOND];
  return `0000${time.map(two).join('')}000R`;
};

export interface Submission {
  readonly address: string;
  readonly text: string;
  readonly validity: string;
  /** Joins the parts of a long text at the phone; 0 to 255, another one for the next text. */
  readonly reference: number;
}

/** The `submit_sm` of each part, in order; null when there are more than the settings allow. */
export const submitFields = (
  { address, text, validity, reference }: Submission,
  settings: SmppSettings,
): PduFields[] | null => {
  const { coding, parts } = smsSegments(text);
  if (parts.length > settings.maximumParts) return null;
  const bytesOf = coding === 'gsm7' ? gsm7Bytes : ucs2Bytes;
  const common = {
    source_addr_ton: settings.sourceTon,
    source_addr_npi: settings.sourceNpi,
    source_addr: settings.sourceAddress,
    dest_addr_ton: settings.destTon,
    dest_addr_npi: settings.destNpi,
    destination_addr: asDialled(address, settings.numberFormat),
    esm_class: 0,
    validity_period: validity,
    registered_delivery: RECEIPTS,
    data_coding: DATA_CODING[coding],
  };
  if (parts.length === 1) return [{ ...common, short_message: bytesOf(text) }];
  switch (settings.longTexts) {
    case 'payload':
      return [{ ...common, short_message: Buffer.alloc(0), message_payload: bytesOf(text) }];
    case 'sar':
      return parts.map((part, at) => ({
        ...common,
        short_message: bytesOf(part),
        sar_msg_ref_num: reference,
        sar_total_segments: parts.length,
        sar_segment_seqnum: at + 1,
      }));
    case 'udh':
      return parts.map((part, at) => {
        const head = Buffer.from([5, 0, 3, reference, parts.length, at + 1]);
        return {
          ...common,
          esm_class: UDH_INDICATOR,
          short_message: Buffer.concat([head, bytesOf(part)]),
        };
      });
  }
};
