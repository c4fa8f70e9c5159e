import { Agent, request } from 'node:http';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import type { WireReply } from './translate.js';

export type WireResult =
  | { readonly kind: 'reply'; readonly reply: WireReply }
  /** Nothing left this machine: the provider cannot have seen it. */
  | { readonly kind: 'not-sent' }
  /** It may have arrived. */
  | { readonly kind: 'lost'; readonly reason: 'timeout' | 'connection-lost' };

const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** HTTP to the provider's process, over kept-alive connections. */
export class SimulatorWire {
  private readonly connections: Agent;

  constructor(
    private readonly timeoutMs: number,
    maximumConnections: number,
  ) {
    this.connections = new Agent({ keepAlive: true, maxSockets: maximumConnections });
  }

  /** `path` is relative to the account. Throws `CHANNEL.BAD_SETTINGS` when the account has no usable address. */
  call(account: ChannelAccount, method: 'GET' | 'POST', path: string, body?: unknown): Promise<WireResult> {
    const url = new URL(`accounts/${encodeURIComponent(account.id)}/${path}`, baseOf(account));
    const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body), 'utf8');
    return new Promise((resolve) => {
      const outgoing = request(url, {
        method,
        agent: this.connections,
        headers: payload ? { 'content-type': 'application/json', 'content-length': payload.length } : {},
      });
      const timer = setTimeout(() => {
        resolve({ kind: 'lost', reason: 'timeout' });
        outgoing.destroy();
      }, this.timeoutMs);
      const finish = (result: WireResult): void => {
        clearTimeout(timer);
        resolve(result);
      };
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        finish(
          NOT_SENT.has(error.code ?? '') ? { kind: 'not-sent' } : { kind: 'lost', reason: 'connection-lost' },
        );
      });
      outgoing.on('response', (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.on('error', () => finish({ kind: 'lost', reason: 'connection-lost' }));
        incoming.on('end', () => {
          const reply = {
            status: incoming.statusCode ?? 0,
            retryAfter: incoming.headers['retry-after'],
            body: Buffer.concat(parts).toString('utf8'),
          };
          finish({ kind: 'reply', reply });
        });
      });
      outgoing.end(payload);
    });
  }

  close(): void {
    this.connections.destroy();
  }
}

function baseOf(account: ChannelAccount): URL {
  const url = account.settings['url'];
  if (url === undefined || !URL.canParse(url)) {
    throw new DomainError(
      'CHANNEL.BAD_SETTINGS',
      `The channel account "${account.label}" needs the setting url, the address of the simulator.`,
    );
  }
  return new URL(url.endsWith('/') ? url : `${url}/`);
}
