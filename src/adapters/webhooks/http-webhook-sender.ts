import { createHmac } from 'node:crypto';
import { lookup as lookUpName } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';
import { request as requestPlain } from 'node:http';
import type { RequestOptions } from 'node:http';
import { request as requestEncrypted } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import type { WebhookCall } from '../../application/ports/webhook-sender.js';
import { WebhookSender } from '../../application/ports/webhook-sender.js';
import { SECOND } from '../../domain/calendar/instant.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { WebhookAnswer, WebhookFault } from '../../domain/webhook/webhook-delivery.js';
import { AddressRules } from './address-rules.js';

const TIMEOUT_MS = 10_000;

export type Resolve = (name: string) => Promise<readonly LookupAddress[]>;

const resolveAll: Resolve = (name) => lookUpName(name, { all: true, verbatim: true });

class AddressRefused extends Error {}

/**
 * Calls only addresses that may be called, and exactly the one that was checked: a name is resolved when the
 * connection is made, and what it stands for then is what counts. Redirects are answers like any other.
 */
export class HttpWebhookSender extends WebhookSender {
  private readonly rules: AddressRules;

  /** `privateNetworks` in CIDR notation. */
  constructor(
    privateNetworks: readonly string[],
    private readonly resolve: Resolve = resolveAll,
    private readonly timeoutMs: number = TIMEOUT_MS,
  ) {
    super();
    this.rules = new AddressRules(privateNetworks);
  }

  checkUrl(text: string): void {
    const refuse = (why: string): never => {
      throw new DomainError('WEBHOOK.BAD_URL', `The URL of a webhook endpoint ${why}.`);
    };
    if (text.length > 2_000 || !URL.canParse(text))
      return refuse('must be a URL of at most 2,000 characters');
    const url = new URL(text);
    const encrypted = url.protocol === 'https:';
    if (!encrypted && !(url.protocol === 'http:' && this.rules.allowsPrivate)) {
      return refuse('must begin with https://');
    }
    if (url.username !== '' || url.password !== '') return refuse('must not carry a name or password');
    const literal = literalOf(url);
    if (literal !== null && !this.rules.mayCall(literal, encrypted)) {
      return refuse('must not lead into a private network');
    }
  }

  async send(call: WebhookCall): Promise<WebhookAnswer> {
    const deadline = AbortSignal.timeout(this.timeoutMs);
    try {
      this.checkUrl(call.url);
      return { kind: 'answered', status: await this.post(call, deadline) };
    } catch (error) {
      return { kind: 'failed', fault: deadline.aborted ? 'timeout' : faultOf(error) };
    }
  }

  private post({ url: text, secret, eventId, body, at }: WebhookCall, signal: AbortSignal): Promise<number> {
    const url = new URL(text);
    const encrypted = url.protocol === 'https:';
    const time = Math.floor(at / SECOND);
    const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
    const options: RequestOptions = {
      method: 'POST',
      agent: false,
      signal,
      lookup: this.lookup(encrypted),
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        'User-Agent': 'Parley-Webhooks/1',
        'Parley-Event-Id': eventId,
        'Parley-Signature': `t=${time},v1=${signature}`,
      },
    };
    return new Promise((resolve, reject) => {
      const request = (encrypted ? requestEncrypted : requestPlain)(url, options, (response) => {
        response.on('error', () => undefined);
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  /** One refused address among several refuses the name. */
  private lookup(encrypted: boolean): LookupFunction {
    return (name, options, callback) => {
      this.resolve(name).then(
        (addresses) => {
          const [first] = addresses;
          if (!first || addresses.some(({ address }) => !this.rules.mayCall(address, encrypted))) {
            callback(new AddressRefused(), '', 0);
          } else if (options.all === true) callback(null, [...addresses]);
          else callback(null, first.address, first.family);
        },
        (error: NodeJS.ErrnoException) => callback(error, '', 0),
      );
    };
  }
}

/** The address that a host is written as, or always stands for. */
const literalOf = ({ hostname }: URL): string | null => {
  const host = hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  if (host === 'localhost' || host.endsWith('.localhost')) return '127.0.0.1';
  return isIP(host) === 0 ? null : host;
};

const CERTIFICATE = /CERT|TLS|SSL|UNABLE_TO_VERIFY/;

const faultOf = (error: unknown): WebhookFault => {
  if (error instanceof AddressRefused || error instanceof DomainError) return 'address-refused';
  const code = String((error as { code?: unknown }).code ?? '');
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name-not-found';
  return CERTIFICATE.test(code) ? 'certificate-refused' : 'connection-failed';
};
