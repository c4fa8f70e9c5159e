import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { instant } from '../../domain/calendar/instant.js';
import { HttpWebhookSender } from './http-webhook-sender.js';

const LOOPBACK = ['127.0.0.0/8'];
const seen: { headers: IncomingHttpHeaders; body: string }[] = [];
let answer: { status: number; headers?: Record<string, string>; silent?: boolean };
let server: Server;
let port: number;

const call = (url: string) => ({
  url,
  secret: 'secret',
  eventId: 'event-7',
  body: '{"债":1}',
  at: instant(1_770_000_000_123),
});

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (body += part));
    request.on('end', () => {
      seen.push({ headers: request.headers, body });
      if (answer.silent !== true) response.writeHead(answer.status, answer.headers).end('thank you');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  ({ port } = server.address() as AddressInfo);
});

beforeEach(() => {
  seen.length = 0;
  answer = { status: 204 };
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('the sender of webhooks', () => {
  it('posts what it is given, signed over time and body', async () => {
    const sender = new HttpWebhookSender(LOOPBACK);
    expect(await sender.send(call(`http://127.0.0.1:${port}/hook?a=1`))).toEqual({
      kind: 'answered',
      status: 204,
    });
    const expected = createHmac('sha256', 'secret').update('1770000000.{"债":1}').digest('hex');
    expect(seen).toHaveLength(1);
    expect(seen[0]?.body).toBe('{"债":1}');
    expect(seen[0]?.headers).toMatchObject({
      'parley-event-id': 'event-7',
      'parley-signature': `t=1770000000,v1=${expected}`,
      'content-type': 'application/json',
    });
  });

  it('does not follow a redirect', async () => {
    answer = { status: 302, headers: { Location: `http://127.0.0.1:${port}/elsewhere` } };
    const sender = new HttpWebhookSender(LOOPBACK);
    expect(await sender.send(call(`http://127.0.0.1:${port}/`))).toEqual({ kind: 'answered', status: 302 });
    expect(seen).toHaveLength(1);
  });

  it('gives up on who does not answer', async () => {
    answer = { status: 200, silent: true };
    const sender = new HttpWebhookSender(LOOPBACK, undefined, 150);
    expect(await sender.send(call(`http://127.0.0.1:${port}/`))).toEqual({
      kind: 'failed',
      fault: 'timeout',
    });
  });

  it('says when nobody listens', async () => {
    const sender = new HttpWebhookSender(LOOPBACK);
    expect(await sender.send(call('http://127.0.0.1:1/'))).toEqual({
      kind: 'failed',
      fault: 'connection-failed',
    });
  });

  it.each([
    `https://localhost`,
    `https://127.0.0.1`,
    `https://[::1]`,
    `https://2130706433`,
    'https://0x7f.1',
  ])('never calls %s of this machine', async (host) => {
    const sender = new HttpWebhookSender([]);
    expect(() => sender.checkUrl(`${host}:${port}/`)).toThrow('private network');
    expect(await sender.send(call(`${host}:${port}/`))).toEqual({ kind: 'failed', fault: 'address-refused' });
    expect(seen).toHaveLength(0);
  });

  it('never calls a name that has come to stand for this machine', async () => {
    const asked: string[] = [];
    const sender = new HttpWebhookSender([], (name) => {
      asked.push(name);
      return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    });
    expect(() => sender.checkUrl(`https://hooks.example:${port}/`)).not.toThrow();
    expect(await sender.send(call(`https://hooks.example:${port}/`))).toEqual({
      kind: 'failed',
      fault: 'address-refused',
    });
    expect(asked).toEqual(['hooks.example']);
    expect(seen).toHaveLength(0);
  });

  it('refuses a name with one private address among public ones', async () => {
    const sender = new HttpWebhookSender([], () =>
      Promise.resolve([
        { address: '8.8.8.8', family: 4 },
        { address: '::ffff:127.0.0.1', family: 6 },
      ]),
    );
    expect(await sender.send(call(`https://hooks.example:${port}/`))).toEqual({
      kind: 'failed',
      fault: 'address-refused',
    });
  });

  it('calls the address that was checked, whatever the name stands for elsewhere', async () => {
    const sender = new HttpWebhookSender(LOOPBACK, () =>
      Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    );
    expect(await sender.send(call(`http://hooks.example:${port}/`))).toEqual({
      kind: 'answered',
      status: 204,
    });
  });

  it.each([
    ['http://hooks.example/', 'https://'],
    ['ftp://hooks.example/', 'https://'],
    ['nonsense', 'must be a URL'],
    ['https://name:word@hooks.example/', 'name or password'],
    ['https://192.168.1.4/', 'private network'],
  ])('refuses %s', (url, why) => {
    expect(() => new HttpWebhookSender([]).checkUrl(url)).toThrow(why);
  });
});
