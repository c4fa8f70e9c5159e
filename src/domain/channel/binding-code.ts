import type { Instant } from '../calendar/instant.js';
import { DAY, HOUR } from '../calendar/instant.js';
import type { Channel } from '../shared/channel.js';
import type { BindingCodeId, ContactPointId, DebtorId } from '../shared/ids.js';

/** By which a debtor comes to a channel of their own accord, once. The code itself is not kept. */
export interface BindingCode {
  readonly id: BindingCodeId;
  readonly debtorId: DebtorId;
  readonly channel: Channel;
  /** Who asked for it, as the log has it. */
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
  /** Where the debtor came from with it. */
  readonly contactPointId: ContactPointId | null;
}

export const BINDING_CODE_LIVES = 14 * DAY;

/** After so many wrong codes of one address within that time, further ones are not looked at. */
export const WRONG_CODES = { within: HOUR, atMost: 5 } as const;

/** A code has so many of these characters, none of which is taken for another. */
export const CODE_LENGTH = 10;
export const CODE_CHARACTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** The code as it was given out, however it was typed; null where it cannot be one. */
export function readBindingCode(text: string): string | null {
  const code = text.normalize('NFKC').toUpperCase().replace(/[\s-]/gu, '');
  const fits = code.length === CODE_LENGTH && [...code].every((one) => CODE_CHARACTERS.includes(one));
  return fits ? code : null;
}

export const canBindWith = (code: BindingCode, channel: Channel, now: Instant): boolean =>
  code.channel === channel && code.usedAt === null && now < code.expiresAt;
