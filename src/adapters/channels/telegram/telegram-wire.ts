import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';

/** No connection came about: the provider cannot have seen the request. */
export class NotSent extends Error {}
/** More bytes came than were asked for. */
export class TooLarge extends Error {}

interface Reply {
  readonly status: number;
  readonly bytes: Buffer;
}

interface Exchange {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal | null | undefined;
  readonly limitBytes: number;
}

/** Idle connections are given up before the provider does it, so that none is written to while it closes. */
const IDLE_MS = 4_000;
const LONGEST_ANSWER = 16 * 1024 * 1024;
const WITHOUT_BODY = new Set([204, 205, 304]);

/** HTTP over kept-alive connections that tells a request that never left from one that may have arrived. */
@Injectable()
export class TelegramWire implements OnModuleDestroy {
  private readonly plain = new HttpAgent({ keepAlive: true, timeout: IDLE_MS });
  private readonly secure = new HttpsAgent({ keepAlive: true, timeout: IDLE_MS });

  onModuleDestroy(): void {
    this.plain.destroy();
    this.secure.destroy();
  }

  /** What the client of the Bot API sends with. Takes no files. Rejects with `NotSent` where nothing left. */
  readonly fetch: typeof fetch = async (input, init) => {
    if (!(typeof input === 'string') || !(init?.body instanceof URLSearchParams)) {
      throw new TypeError('Only forms are sent to the Bot API.');
    }
    const { status, bytes } = await this.exchange(new URL(input), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: init.body.toString(),
      signal: init.signal,
      limitBytes: LONGEST_ANSWER,
    });
    return new Response(WITHOUT_BODY.has(status) ? null : new Uint8Array(bytes), { status });
  };

  /** Throws `TooLarge`, `NotSent`, and whatever else went wrong. */
  async download(url: URL, limitBytes: number, signal: AbortSignal): Promise<Buffer> {
    const { status, bytes } = await this.exchange(url, { method: 'GET', signal, limitBytes });
    if (status !== 200) throw new Error(`The file was answered with status ${status}.`);
    return bytes;
  }

  private exchange(url: URL, { method, headers, body, signal, limitBytes }: Exchange): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const options: RequestOptions = { method, ...(signal ? { signal } : {}) };
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const secure = url.protocol === 'https:';
      const outgoing = secure
        ? httpsRequest(url, { ...options, agent: this.secure, headers: { ...headers, ...length } })
        : httpRequest(url, { ...options, agent: this.plain, headers: { ...headers, ...length } });
      const began = connection(outgoing, secure);
      outgoing.on('error', (cause) => reject(began() ? cause : new NotSent('No connection.', { cause })));
      outgoing.on('response', (incoming) => {
        collect(incoming, limitBytes).then(
          (bytes) => resolve({ status: incoming.statusCode ?? 0, bytes }),
          (cause: unknown) => {
            outgoing.destroy();
            reject(cause);
          },
        );
      });
      outgoing.end(body);
    });
  }
}

/** Whether the connection of the request stood, so that something of it may have been written. */
const connection = (outgoing: ClientRequest, secure: boolean): (() => boolean) => {
  let stood = false;
  outgoing.on('socket', (socket) => {
    stood = !socket.connecting;
    if (!stood) socket.once(secure ? 'secureConnect' : 'connect', () => (stood = true));
  });
  return () => stood;
};

const collect = async (incoming: IncomingMessage, limitBytes: number): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > limitBytes) throw new TooLarge(`More than ${limitBytes} bytes.`);
    parts.push(part);
  }
  return Buffer.concat(parts);
};
