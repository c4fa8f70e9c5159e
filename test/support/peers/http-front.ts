import { createServer, request } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Fault } from '../channel-peer.js';

export interface HttpFrontOptions {
  readonly port: number;
  readonly target: { readonly port: number };
  /** Changes what is handed on, so that the server behind refuses for a real reason. */
  readonly spoils: Partial<Readonly<Record<Fault, (headers: Record<string, string>) => void>>>;
  readonly throttled: { readonly status: number; readonly body: string };
}

/** Stands between a gateway of ours and an HTTP server, and lets answers get lost. */
export class HttpFront {
  /** Every request that was handed on, with its head. */
  readonly heard: {
    readonly url: string;
    readonly headers: Record<string, string>;
    readonly body: string;
  }[] = [];
  private server: Server | null = null;
  private fault: Fault | null = null;

  constructor(private readonly options: HttpFrontOptions) {}

  async misbehaves(fault: Fault | null): Promise<void> {
    this.fault = fault;
    if (fault === 'unreachable') await this.stop();
    else if (!this.server) await this.listen();
  }

  async listen(): Promise<void> {
    const server = createServer((incoming, outgoing) => {
      this.take(incoming, outgoing).catch(() => incoming.socket.destroy());
    });
    this.server = server;
    await new Promise<void>((done) => server.listen(this.options.port, '127.0.0.1', done));
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    server?.closeAllConnections();
    await new Promise<unknown>((done) => (server ? server.close(done) : done(null)));
  }

  private async take(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { fault } = this;
    const body = await textOf(incoming);
    if (fault === 'throttles') {
      outgoing.writeHead(this.options.throttled.status).end(this.options.throttled.body);
      return;
    }
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
    );
    if (fault !== null) this.options.spoils[fault]?.(headers);
    this.heard.push({ url: incoming.url ?? '/', headers, body });
    const answer = await this.handOn(incoming, headers, body);
    if (fault === 'takes-then-drops') incoming.socket.resetAndDestroy();
    else if (fault === 'takes-then-errors') outgoing.writeHead(502).end('Bad gateway');
    else if (fault !== 'hangs')
      outgoing.writeHead(answer.status, { 'content-type': 'text/plain' }).end(answer.body);
  }

  private handOn(
    incoming: IncomingMessage,
    headers: Record<string, string>,
    body: string,
  ): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const { port } = this.options.target;
      const onwards = request(
        { host: '127.0.0.1', port, method: incoming.method, path: incoming.url, headers, agent: false },
        (reply) => {
          textOf(reply).then((text) => resolve({ status: reply.statusCode ?? 500, body: text }), reject);
        },
      );
      onwards.on('error', reject);
      onwards.end(body);
    });
  }
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
