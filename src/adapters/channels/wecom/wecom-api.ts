import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { MEDIA_LIMIT_BYTES } from '../../../domain/conversation/kept-media.js';
import { callHttp } from '../http-call.js';
import type { HttpResult } from '../http-call.js';
import type { WecomSettings } from './settings.js';
import { WecomTokens } from './wecom-tokens.js';

export type ApiResult =
  /** The platform answered; `code` 0 is a success, everything else means that nothing was done (but see -1). */
  | { readonly kind: 'answered'; readonly code: number; readonly body: unknown }
  /** Nothing was asked: no connection, or no token to ask with. */
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'refused-login'; readonly code: number }
  /** The request may have been carried out. */
  | { readonly kind: 'lost'; readonly reason: string };

export type MediaResult =
  | {
      readonly kind: 'bytes';
      readonly bytes: Buffer;
      readonly mediaType: string | null;
      readonly name: string | null;
    }
  | { readonly kind: 'never'; readonly reason: 'too-large' | 'refused' }
  | { readonly kind: 'not-now' };

const TOKEN_IS_OVER = new Set([40014, 42001]);
const LARGEST_ANSWER_BYTES = 16 * 1024 * 1024;
const coded = z.looseObject({ errcode: z.int() });

/** The interface of WeChat customer service, with tokens that are renewed once when the platform says so. */
@Injectable()
export class WecomApi {
  constructor(private readonly tokens: WecomTokens) {}

  /** `path` below `/cgi-bin/`. A request refused for its token was not carried out and is made once more. */
  async post(settings: WecomSettings, path: string, body: unknown): Promise<ApiResult> {
    const first = await this.postOnce(settings, path, body);
    const isOver = first.kind === 'answered' && TOKEN_IS_OVER.has(first.code);
    return isOver ? this.postOnce(settings, path, body) : first;
  }

  /** Bytes that a debtor sent; kept by the platform for three days. */
  async media(settings: WecomSettings, mediaId: string): Promise<MediaResult> {
    const first = await this.mediaOnce(settings, mediaId);
    return first === 'token-is-over' ? finalMedia(await this.mediaOnce(settings, mediaId)) : first;
  }

  private async postOnce(settings: WecomSettings, path: string, body: unknown): Promise<ApiResult> {
    const token = await this.tokens.of(settings);
    if (token.kind === 'unreachable') return { kind: 'not-asked' };
    if (token.kind === 'refused') return { kind: 'refused-login', code: token.code };
    const url = addressOf(settings, path, token.token);
    const result = apiResult(
      await callHttp({
        method: 'POST',
        url: url.href,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        timeoutMs: settings.timeoutMs,
        largestBytes: LARGEST_ANSWER_BYTES,
      }),
    );
    if (result.kind === 'answered' && TOKEN_IS_OVER.has(result.code))
      this.tokens.forget(settings, token.token);
    return result;
  }

  private async mediaOnce(settings: WecomSettings, mediaId: string): Promise<MediaResult | 'token-is-over'> {
    const token = await this.tokens.of(settings);
    if (token.kind !== 'token') return { kind: 'not-now' };
    const url = addressOf(settings, 'media/get', token.token);
    url.searchParams.set('media_id', mediaId);
    const { timeoutMs } = settings;
    const result = await callHttp({
      method: 'GET',
      url: url.href,
      timeoutMs,
      largestBytes: MEDIA_LIMIT_BYTES,
    });
    if (result.kind === 'lost' && result.reason === 'too-large')
      return { kind: 'never', reason: 'too-large' };
    if (result.kind !== 'reply' || result.reply.status !== 200) return { kind: 'not-now' };
    const { headers, body: bytes } = result.reply;
    const mediaType = headers['content-type']?.split(';')[0]?.trim() ?? null;
    const code = errorCode(bytes, mediaType);
    if (code === null) {
      return { kind: 'bytes', bytes, mediaType, name: fileName(headers['content-disposition']) };
    }
    if (TOKEN_IS_OVER.has(code)) {
      this.tokens.forget(settings, token.token);
      return 'token-is-over';
    }
    return code === -1 || code === 45009 ? { kind: 'not-now' } : { kind: 'never', reason: 'refused' };
  }
}

const finalMedia = (result: MediaResult | 'token-is-over'): MediaResult =>
  result === 'token-is-over' ? { kind: 'not-now' } : result;

function addressOf({ apiUrl }: WecomSettings, path: string, token: string): URL {
  const url = new URL(`/cgi-bin/${path}`, apiUrl);
  url.searchParams.set('access_token', token);
  return url;
}

function apiResult(result: HttpResult): ApiResult {
  switch (result.kind) {
    case 'not-sent':
      return { kind: 'not-asked' };
    case 'lost':
      return { kind: 'lost', reason: result.reason };
    case 'reply': {
      const { status, body: bytes } = result.reply;
      if (status !== 200) return { kind: 'lost', reason: `status-${status}` };
      const body = jsonOf(bytes);
      const read = coded.safeParse(body);
      if (!read.success) return { kind: 'lost', reason: 'unreadable-answer' };
      return { kind: 'answered', code: read.data.errcode, body };
    }
  }
}

/** An error comes as JSON where bytes were asked for; a JSON file that a debtor sent has no `errcode`. */
function errorCode(body: Buffer, mediaType: string | null): number | null {
  if (mediaType !== 'application/json' && mediaType !== 'text/plain') return null;
  const read = coded.safeParse(jsonOf(body));
  return read.success && read.data.errcode !== 0 ? read.data.errcode : null;
}

function fileName(disposition: string | undefined): string | null {
  const name = /filename="?([^";]+)"?/.exec(disposition ?? '')?.[1];
  return name === undefined ? null : Buffer.from(name, 'latin1').toString('utf8');
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
