import { SMS_ROOM, smsSegments } from '../message/sms-segments.js';

/** How a text travels as SMS (3GPP TS 23.038): what is counted, and how many messages are paid for. */
export interface SmsLength {
  readonly encoding: 'gsm-7' | 'ucs-2';
  /** Septets or UTF-16 units; an extension character of GSM-7 and an emoji are two. */
  readonly units: number;
  readonly segments: number;
  /** Units that each of these segments holds. */
  readonly unitsPerSegment: number;
}

/** Counts exactly the parts that the gateways send. */
export function smsLength(text: string): SmsLength {
  const { coding, parts, units } = smsSegments(text);
  const { alone, joined } = SMS_ROOM[coding];
  return {
    encoding: coding === 'gsm7' ? 'gsm-7' : 'ucs-2',
    units,
    segments: units === 0 ? 0 : parts.length,
    unitsPerSegment: parts.length === 1 ? alone : joined,
  };
}
