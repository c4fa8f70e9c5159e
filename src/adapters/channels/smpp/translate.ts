import { MINUTE, SECOND, plus } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { AccountState } from '../../../domain/channel/account-state.js';
import type { RefusalReason, SendOutcome } from '../../../domain/message/send-outcome.js';

/** `command_status` of SMPP 3.4 §5.1.3, as far as anything depends on it. */
export const STATUS = {
  ok: 0x00,
  messageLength: 0x01,
  commandLength: 0x02,
  commandId: 0x03,
  bindStatus: 0x04,
  alreadyBound: 0x05,
  systemError: 0x08,
  sourceAddress: 0x0a,
  destinationAddress: 0x0b,
  bindFailed: 0x0d,
  password: 0x0e,
  systemId: 0x0f,
  queueFull: 0x14,
  serviceType: 0x15,
  submitFailed: 0x45,
  sourceTon: 0x48,
  sourceNpi: 0x49,
  destinationTon: 0x50,
  destinationNpi: 0x51,
  systemType: 0x53,
  throttled: 0x58,
  expiry: 0x62,
  applicationTemporary: 0x64,
  applicationPermanent: 0x65,
  applicationRefuses: 0x66,
  coding: 0x104,
} as const;

const THROTTLED: ReadonlySet<number> = new Set([STATUS.throttled, STATUS.queueFull]);
const NOT_NOW: ReadonlySet<number> = new Set([
  STATUS.submitFailed,
  STATUS.applicationTemporary,
  STATUS.bindStatus,
]);
/** Says that something broke, not when: the text may have been taken before. */
const IN_DOUBT: ReadonlySet<number> = new Set([STATUS.systemError, 0xff]);

const REFUSALS: ReadonlyMap<number, RefusalReason> = new Map([
  [STATUS.messageLength, 'content-rejected'],
  [STATUS.coding, 'content-rejected'],
  [STATUS.destinationAddress, 'unreachable-address'],
  [STATUS.sourceAddress, 'account-rejected'],
  [STATUS.serviceType, 'account-rejected'],
  [STATUS.sourceTon, 'account-rejected'],
  [STATUS.sourceNpi, 'account-rejected'],
  [STATUS.destinationTon, 'account-rejected'],
  [STATUS.destinationNpi, 'account-rejected'],
]);

/** Pauses before the outbound line tries a text again. */
export const PAUSE = {
  throttled: 5 * SECOND,
  notNow: MINUTE,
  noConnection: 30 * SECOND,
  noRoom: 5 * SECOND,
  badLogin: 5 * MINUTE,
} as const;

export const isThrottled = (status: number): boolean => THROTTLED.has(status);

/** What a status other than ok says of a text. */
export const outcomeOfStatus = (
  status: number,
  blocked: ReadonlySet<number>,
  now: Instant,
): Exclude<SendOutcome, { readonly kind: 'accepted' | 'accepted-unconfirmed' }> => {
  const reason = `smpp-status-0x${status.toString(16).padStart(2, '0')}`;
  if (isThrottled(status)) return { kind: 'retry', after: plus(now, PAUSE.throttled), reason: 'throttled' };
  if (NOT_NOW.has(status)) return { kind: 'retry', after: plus(now, PAUSE.notNow), reason };
  if (IN_DOUBT.has(status)) return { kind: 'unknown', reason };
  if (blocked.has(status)) return { kind: 'refused', reason: 'blocked-by-recipient', detail: reason };
  return { kind: 'refused', reason: REFUSALS.get(status) ?? 'other', detail: reason };
};

/** Why a bind was refused, and whether only a person can mend it. */
export interface BindRefusal {
  readonly state: Extract<AccountState, 'down' | 'blocked'>;
  readonly detail: string;
}

const NEEDS_A_PERSON: ReadonlyMap<number, string> = new Map([
  [STATUS.password, 'The SMSC refuses the password; correct the setting password.'],
  [STATUS.systemId, 'The SMSC does not know the system id; correct the setting systemId.'],
  [STATUS.systemType, 'The SMSC refuses the system type; correct the setting systemType.'],
]);

export const refusalOfBind = (status: number): BindRefusal => {
  const sentence = NEEDS_A_PERSON.get(status);
  if (sentence !== undefined) return { state: 'blocked', detail: sentence };
  if (status === STATUS.alreadyBound) {
    return {
      state: 'down',
      detail:
        'The SMSC says that this system id is bound already; look who else uses it, or lower the setting binds.',
    };
  }
  return {
    state: 'down',
    detail: `The SMSC refuses the bind with status 0x${status.toString(16).padStart(2, '0')}; ask the carrier.`,
  };
};
