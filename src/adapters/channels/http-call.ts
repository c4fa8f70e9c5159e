import { request as plainRequest } from 'node:http';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';

export interface HttpReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type HttpResult =
  | { readonly kind: 'reply'; readonly reply: HttpReply }
  /** Nothing left this machine: the other side cannot have seen it. */
  | { readonly kind: 'not-sent'; readonly reason: 'unreachable' | 'timeout' }
  /** It may have arrived. */
  | { readonly kind: 'lost'; readonly reason: 'timeout' | 'connection-lost' | 'too-large' };

export interface HttpCall {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole call, from the look-up of the name to the last byte. */
  readonly timeoutMs: number;
  /** A longer answer is not read. */
  readonly largestBytes?: number;
}

const LARGEST_BYTES = 1_048_576;

/**
 * One HTTP call that never throws and is never repeated, on a connection of its own: one that was kept open may be
 * closed by the other side just when a text is written to it, and nobody could tell whether the text was taken.
 * Redirects are answers like others.
 */
export function callHttp(call: HttpCall): Promise<HttpResult> {
  const largest = call.largestBytes ?? LARGEST_BYTES;
  const outgoing = open(call);
  if (outgoing === null) return Promise.resolve({ kind: 'not-sent', reason: 'unreachable' });
  return new Promise((resolve) => {
    let connected = false;
    const finish = (result: HttpResult): void => {
      clearTimeout(timer);
      resolve(result);
      outgoing.destroy();
    };
    const lost = (reason: 'timeout' | 'connection-lost'): void => {
      if (connected) finish({ kind: 'lost', reason });
      else finish({ kind: 'not-sent', reason: reason === 'timeout' ? 'timeout' : 'unreachable' });
    };
    const timer = setTimeout(() => lost('timeout'), call.timeoutMs);
    const ready = call.url.startsWith('https:') ? 'secureConnect' : 'connect';
    outgoing.on('socket', (socket) => socket.once(ready, () => (connected = true)));
    outgoing.on('error', () => lost('connection-lost'));
    outgoing.on('response', (incoming) => {
      read(incoming, largest).then(
        (body) => {
          const reply = { status: incoming.statusCode ?? 0, headers: incoming.headers };
          if (body === null) finish({ kind: 'lost', reason: 'too-large' });
          else finish({ kind: 'reply', reply: { ...reply, body } });
        },
        () => lost('connection-lost'),
      );
    });
    outgoing.end(call.body);
  });
}

/** Null: the address or a header cannot be written. */
function open({ method, url, headers, body }: HttpCall): ClientRequest | null {
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const options: RequestOptions = { method, agent: false, headers: { ...headers, ...length } };
  try {
    return url.startsWith('https:') ? secureRequest(url, options) : plainRequest(url, options);
  } catch {
    return null;
  }
}

/** Null: it is larger than that. */
async function read(incoming: IncomingMessage, largest: number): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of incoming as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > largest) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The wait that `Retry-After` asks for, in milliseconds; null where it names none in seconds. */
export function retryAfterOf(headers: IncomingHttpHeaders): number | null {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}
