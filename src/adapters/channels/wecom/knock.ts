import { timingSafeEqual } from 'node:crypto';
import { decrypt, getSignature } from '@wecom/crypto';
import type { WecomSettings } from './settings.js';

type Opened =
  | { readonly kind: 'plain'; readonly text: string }
  /** Not signed with our token, or written for another enterprise. */
  | { readonly kind: 'forged' }
  | { readonly kind: 'broken' };

/** What the platform says when something waits for us: nothing but where to fetch it. */
export interface Knock {
  readonly openKfId: string;
  /** Lets us fetch without the strict limits; good for ten minutes. */
  readonly token: string | null;
}

export type KnockResult =
  | { readonly kind: 'knock'; readonly knock: Knock }
  /** An event that has nothing to do with messages. */
  | { readonly kind: 'something-else' }
  | Exclude<Opened, { kind: 'plain' }>;

const LARGEST_XML_CHARACTERS = 64 * 1024;

type CallbackSettings = Pick<WecomSettings, 'callbackToken' | 'encodingAesKey' | 'corpId'>;
type Query = Readonly<Record<string, string>>;

/** The text that the platform wants back when the address of the callback is set. */
export const echoOf = (query: Query, settings: CallbackSettings): Opened =>
  open((query['echostr'] ?? '').replaceAll(' ', '+'), query, settings);

export function knockOf(body: string, query: Query, settings: CallbackSettings): KnockResult {
  const encrypted = flatXml(body)?.get('Encrypt');
  if (encrypted === undefined) return { kind: 'broken' };
  const opened = open(encrypted, query, settings);
  if (opened.kind !== 'plain') return opened;
  const fields = flatXml(opened.text);
  if (fields === null) return { kind: 'broken' };
  if (fields.get('ToUserName') !== settings.corpId) return { kind: 'forged' };
  const openKfId = fields.get('OpenKfId');
  if (fields.get('Event') !== 'kf_msg_or_event' || openKfId === undefined) return { kind: 'something-else' };
  return { kind: 'knock', knock: { openKfId, token: fields.get('Token') || null } };
}

function open(encrypted: string, query: Query, settings: CallbackSettings): Opened {
  const { msg_signature: given = '', timestamp = '', nonce = '' } = query;
  const signature = getSignature(settings.callbackToken, timestamp, nonce, encrypted);
  if (!isSame(given, signature)) return { kind: 'forged' };
  try {
    const { message, id } = decrypt(settings.encodingAesKey, encrypted);
    return id === settings.corpId ? { kind: 'plain', text: message } : { kind: 'forged' };
  } catch {
    return { kind: 'broken' };
  }
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

const ELEMENT = /\s*<([A-Za-z]\w{0,63})>(?:<!\[CDATA\[((?:(?!\]\]>)[\s\S])*)\]\]>|([^<>&]*))<\/\1>/y;

/**
 * The fields of `<xml><A><![CDATA[..]]></A><B>..</B></xml>`, which is all that the platform sends. Anything else
 * (declarations, attributes, entities, elements in elements, a name twice) is null.
 */
export function flatXml(text: string): ReadonlyMap<string, string> | null {
  if (text.length > LARGEST_XML_CHARACTERS) return null;
  const inside = /^\s*<xml>([\s\S]*)<\/xml>\s*$/.exec(text)?.[1];
  if (inside === undefined) return null;
  const fields = new Map<string, string>();
  let at = 0;
  while (inside.slice(at).trim() !== '') {
    ELEMENT.lastIndex = at;
    const [whole, name, quoted, plain] = ELEMENT.exec(inside) ?? [];
    if (whole === undefined || name === undefined || fields.has(name)) return null;
    fields.set(name, quoted ?? plain ?? '');
    at += whole.length;
  }
  return fields;
}
