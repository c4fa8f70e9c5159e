import { randomBytes } from 'node:crypto';
import { encrypt, getSignature } from '@wecom/crypto';

interface Secrets {
  readonly callbackToken: string;
  readonly encodingAesKey: string;
}

export interface KnockOf {
  readonly token: string;
  readonly openKfId: string;
  readonly corpId: string;
  /** Seconds since 1970. */
  readonly at: number;
}

/** The notice that something waits, as the platform posts it: encrypted, in an envelope. */
export function envelope(secrets: Secrets, { token, openKfId, corpId, at }: KnockOf) {
  const plain =
    `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><CreateTime>${at}</CreateTime>` +
    '<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[kf_msg_or_event]]></Event>' +
    `<Token><![CDATA[${token}]]></Token><OpenKfId><![CDATA[${openKfId}]]></OpenKfId></xml>`;
  const encrypted = encrypt(secrets.encodingAesKey, plain, corpId);
  const body =
    `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><AgentID><![CDATA[]]></AgentID>` +
    `<Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  return { encrypted, body };
}

/** The address with the signature of what is sent there. */
export function signedUrl(address: string, secrets: Secrets, encrypted: string, at: number): URL {
  const url = new URL(address);
  const [timestamp, nonce] = [String(at), randomBytes(5).toString('hex')];
  url.searchParams.set('msg_signature', getSignature(secrets.callbackToken, timestamp, nonce, encrypted));
  url.searchParams.set('timestamp', timestamp);
  url.searchParams.set('nonce', nonce);
  return url;
}
