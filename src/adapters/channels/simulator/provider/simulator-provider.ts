import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Fault } from './faults.js';
import { Faults, faultSchema } from './faults.js';
import { Mailbox } from './mailbox.js';

export interface SimulatorProviderOptions {
  /** 0: any free port. */
  readonly port: number;
  /** Append-only log of everything seen; null: none. */
  readonly logFile: string | null;
  /** Whether every text it takes is reported as delivered. */
  readonly receipts: boolean;
}

const textSchema = z.object({
  attemptId: z.string().min(1),
  to: z.string().min(1),
  text: z.string().min(1),
  sentAt: z.number(),
});

const inboundSchema = z.array(
  z.object({
    from: z.string().min(1),
    content: z.looseObject({ kind: z.string() }),
    media: z.string().nullable().default(null),
    sentAt: z.number(),
    providerMessageId: z.string().optional(),
  }),
);

const receiptSchema = z.array(
  z.object({
    providerMessageId: z.string(),
    status: z.enum(['delivered', 'read', 'failed']),
    at: z.number(),
    detail: z.string().nullable().default(null),
  }),
);

const acknowledgeSchema = z.object({ through: z.int() });

const EVENT_PAGE = 500;
const LONGEST_BODY = 16 * 1024 * 1024;

interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const ok = (body: unknown): Reply => ({ status: 200, body });

/**
 * A message provider for tests and demonstrations: takes texts over HTTP, reports receipts, lets a debtor write
 * back, and misbehaves on request. One server serves any number of channel accounts, by path:
 *
 *   POST /accounts/:id/texts         hand over one text
 *   GET  /accounts/:id/attempts/:id  what became of an attempt
 *   GET  /accounts/:id/texts?from=n  texts seen, from a place on
 *   POST /accounts/:id/inbound       debtors' messages (a list)
 *   POST /accounts/:id/receipts      further receipts (a list)
 *   GET  /accounts/:id/events        what the listener has not acknowledged yet
 *   POST /accounts/:id/acknowledge   {through}
 *   POST /faults, DELETE /faults, GET /health
 */
export class SimulatorProvider {
  private readonly faults = new Faults();
  private readonly mailbox: Mailbox;
  private readonly server: Server;

  private constructor(private readonly options: SimulatorProviderOptions) {
    this.mailbox = new Mailbox(options.logFile);
    this.server = createServer((request, response) => void this.serve(request, response));
    this.server.keepAliveTimeout = 60_000;
  }

  static async start(options: SimulatorProviderOptions): Promise<SimulatorProvider> {
    const provider = new SimulatorProvider(options);
    await new Promise<void>((resolve, reject) => {
      provider.server.once('error', reject);
      provider.server.listen(options.port, '127.0.0.1', resolve);
    });
    return provider;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    this.mailbox.close();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const reply = await this.answer(request, await readBody(request));
      if (reply === 'drop') request.socket.destroy();
      else if (reply !== 'silence') send(response, reply);
    } catch (error) {
      const rejected = error instanceof z.ZodError || error instanceof SyntaxError;
      send(response, {
        status: rejected ? 400 : 500,
        body: { reason: 'other', detail: 'malformed request' },
      });
    }
  }

  private async answer(request: IncomingMessage, body: string): Promise<Reply | 'drop' | 'silence'> {
    const url = new URL(request.url ?? '/', 'http://simulator');
    const [area, account, what, id] = url.pathname.split('/').slice(1).map(decodeURIComponent);
    const route = `${request.method ?? ''} ${area ?? ''}${what === undefined ? '' : `/${what}`}`;
    switch (route) {
      case 'POST accounts/texts':
        return this.takeText(account ?? '', textSchema.parse(JSON.parse(body)));
      case 'GET accounts/texts':
        return ok({ texts: this.mailbox.texts(account ?? '', Number(url.searchParams.get('from') ?? 0)) });
      case 'GET accounts/attempts':
        return this.attempt(account ?? '', id ?? '');
      case 'GET accounts/events':
        return ok({ events: this.mailbox.events(account ?? '', EVENT_PAGE) });
      case 'POST accounts/acknowledge':
        this.mailbox.acknowledge(account ?? '', acknowledgeSchema.parse(JSON.parse(body)).through);
        return ok({});
      case 'POST accounts/inbound':
        return this.takeInbound(account ?? '', inboundSchema.parse(JSON.parse(body)));
      case 'POST accounts/receipts':
        for (const receipt of receiptSchema.parse(JSON.parse(body))) {
          this.mailbox.addEvent(account ?? '', { kind: 'receipt', ...receipt });
        }
        return ok({});
      case 'POST faults':
        this.faults.add(faultSchema.parse(JSON.parse(body)));
        return ok({});
      case 'DELETE faults':
        this.faults.clear();
        return ok({});
      case 'GET health':
        return ok({ status: 'ok' });
      default:
        return { status: 404, body: { reason: 'other', detail: 'no such route' } };
    }
  }

  private async takeText(
    account: string,
    text: z.infer<typeof textSchema>,
  ): Promise<Reply | 'drop' | 'silence'> {
    const fault = this.faults.next(text.to);
    const refusal = refusalOf(fault);
    const providerMessageId = refusal ? null : this.mailbox.nextMessageId('out');
    const { attemptId, to, sentAt: at } = text;
    this.mailbox.addText({ record: 'text', account, attemptId, to, text: text.text, at, providerMessageId });
    if (refusal || providerMessageId === null) return refusal ?? 'drop';
    if (this.options.receipts) {
      const receipt = { kind: 'receipt', providerMessageId, status: 'delivered', at, detail: null } as const;
      this.mailbox.addEvent(account, receipt);
    }
    if (fault?.kind === 'accept-then-drop') return 'drop';
    if (fault?.kind === 'hang') return 'silence';
    if (fault?.kind === 'error-after-accept') return { status: 500, body: { detail: 'internal error' } };
    if (fault?.kind === 'delay') await sleep(fault.milliseconds);
    return ok({ id: providerMessageId });
  }

  private attempt(account: string, attemptId: string): Reply {
    const text = this.mailbox.textOf(account, attemptId);
    return text ? ok({ id: text.providerMessageId }) : { status: 404, body: { detail: 'not taken' } };
  }

  private takeInbound(account: string, messages: z.infer<typeof inboundSchema>): Reply {
    const ids = messages.map(({ from, content, media, sentAt, providerMessageId }) => {
      const id = providerMessageId ?? this.mailbox.nextMessageId('in');
      const event = { kind: 'message', providerMessageId: id, from, content, media, sentAt } as const;
      this.mailbox.addEvent(account, event);
      return id;
    });
    return ok({ ids });
  }
}

function refusalOf(fault: Fault | null): Reply | null {
  if (fault?.kind === 'refuse')
    return { status: 422, body: { reason: fault.reason, detail: 'refused on request' } };
  if (fault?.kind !== 'throttle') return null;
  return { status: 429, body: {}, headers: { 'retry-after': String(fault.retryAfterSeconds) } };
}

function send(response: ServerResponse, { status, body, headers }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > LONGEST_BODY) throw new SyntaxError('body too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
