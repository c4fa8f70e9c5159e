import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../../application/ports/clock.js';
import { MINUTE, SECOND, plus } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import { callHttp } from '../http-call.js';
import type { WecomSettings } from './settings.js';

export type TokenResult =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly code: number };

/** Given up this long before the platform would. */
const MARGIN = 5 * MINUTE;

const answer = z.object({
  errcode: z.int().default(0),
  access_token: z.string().min(1).optional(),
  expires_in: z.number().positive().optional(),
});

/**
 * Access tokens, one for each enterprise and secret. Asking again while one is valid gives the same token, so several
 * processes may each keep theirs; two askers at once make one request.
 */
@Injectable()
export class WecomTokens {
  private readonly kept = new Map<string, { readonly token: string; readonly until: Instant }>();
  private readonly asking = new Map<string, Promise<TokenResult>>();

  constructor(private readonly clock: Clock) {}

  async of(settings: WecomSettings): Promise<TokenResult> {
    const key = keyOf(settings);
    const kept = this.kept.get(key);
    if (kept && kept.until > this.clock.now()) return { kind: 'token', token: kept.token };
    const running = this.asking.get(key) ?? this.ask(settings, key);
    this.asking.set(key, running);
    return running;
  }

  /** The platform does not take this token any more; a newer one stays. */
  forget(settings: WecomSettings, token: string): void {
    const key = keyOf(settings);
    if (this.kept.get(key)?.token === token) this.kept.delete(key);
  }

  private async ask(settings: WecomSettings, key: string): Promise<TokenResult> {
    try {
      const url = new URL('/cgi-bin/gettoken', settings.apiUrl);
      url.searchParams.set('corpid', settings.corpId);
      url.searchParams.set('corpsecret', settings.secret);
      const { timeoutMs } = settings;
      const result = await callHttp({ method: 'GET', url: url.href, timeoutMs });
      if (result.kind !== 'reply' || result.reply.status !== 200) return { kind: 'unreachable' };
      const { errcode, access_token: token, expires_in: seconds = 0 } = read(result.reply.body);
      if (errcode === -1) return { kind: 'unreachable' };
      if (errcode !== 0) return { kind: 'refused', code: errcode };
      if (token === undefined) return { kind: 'unreachable' };
      this.kept.set(key, { token, until: plus(this.clock.now(), seconds * SECOND - MARGIN) });
      return { kind: 'token', token };
    } finally {
      this.asking.delete(key);
    }
  }
}

const keyOf = ({ apiUrl, corpId, secret }: WecomSettings): string => JSON.stringify([apiUrl, corpId, secret]);

function read(body: Buffer): z.output<typeof answer> {
  try {
    return answer.parse(JSON.parse(body.toString('utf8')));
  } catch {
    return { errcode: -1 };
  }
}
