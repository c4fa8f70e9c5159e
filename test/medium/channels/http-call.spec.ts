import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer as createHttpServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { callHttp, retryAfterOf } from '../../../src/adapters/channels/http-call.js';
import type { HttpCall, HttpResult } from '../../../src/adapters/channels/http-call.js';

// Real: sockets. What is certain about a text decides whether it may be sent again.

const opened: Server[] = [];
const sockets = new Set<Socket>();

const listening = async (server: Server): Promise<string> => {
  opened.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
};
const http = (answers: RequestListener): Promise<string> => listening(createHttpServer(answers));
const tcp = (joined: (socket: Socket) => void): Promise<string> => listening(createServer(joined));
const call = (url: string, more: Partial<HttpCall> = {}): Promise<HttpResult> =>
  callHttp({ method: 'POST', url, body: 'the text', timeoutMs: 300, ...more });

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await Promise.all(opened.splice(0).map((server) => new Promise((done) => server.close(done))));
});

describe('a call over HTTP', () => {
  it('brings the answer back, whatever its status', async () => {
    const place = await http((request, response) => {
      request.resume().on('end', () => response.writeHead(503, { 'retry-after': '9' }).end('busy'));
    });
    const result = await call(`http://${place}/`);
    expect(result).toMatchObject({ kind: 'reply', reply: { status: 503, headers: { 'retry-after': '9' } } });
    expect(result.kind === 'reply' && result.reply.body.toString()).toBe('busy');
  });

  it('writes the text once, on a connection of its own each time', async () => {
    const heard: string[] = [];
    const place = await http((request, response) => {
      request.setEncoding('utf8').on('data', (part: string) => heard.push(part));
      request.on('end', () => response.end());
    });
    for (const body of ['one', 'two']) await call(`http://${place}/`, { body });
    expect([heard, sockets.size]).toEqual([['one', 'two'], 2]);
  });

  it.each([
    ['http://127.0.0.1:1/', 'unreachable'],
    ['http://no-such-host.invalid/', 'unreachable'],
  ])('%s: certainly not sent', async (url, reason) =>
    expect(await call(url, { timeoutMs: 5_000 })).toEqual({ kind: 'not-sent', reason }),
  );
  it('what cannot be written is certainly not sent', async () =>
    expect(await call('http://127.0.0.1:1/', { headers: { 'x-name': '您' } })).toEqual({
      kind: 'not-sent',
      reason: 'unreachable',
    }));
  it('without a handshake of TLS nothing was sent', async () => {
    const silent = await tcp(() => undefined);
    expect(await call(`https://${silent}/`)).toEqual({ kind: 'not-sent', reason: 'timeout' });
    const wrong = await tcp((socket) => socket.end('this is no TLS'));
    expect(await call(`https://${wrong}/`)).toEqual({ kind: 'not-sent', reason: 'unreachable' });
  });

  it('half-open: lost after the time-out', async () => {
    const place = await tcp(() => undefined);
    expect(await call(`http://${place}/`)).toEqual({ kind: 'lost', reason: 'timeout' });
  });
  it('reset after the text: lost', async () => {
    const place = await tcp((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await call(`http://${place}/`)).toEqual({ kind: 'lost', reason: 'connection-lost' });
  });
  it('cut off within the answer: lost', async () => {
    const place = await tcp((socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 202 Accepted\r\ncontent-length: 50\r\n\r\n0: Acc', () =>
          socket.resetAndDestroy(),
        );
      }),
    );
    expect(await call(`http://${place}/`)).toEqual({ kind: 'lost', reason: 'connection-lost' });
  });
  it('an answer that drips longer than the time-out: lost', async () => {
    const place = await http((_, response) => {
      const drip = setInterval(() => response.write('.'), 50);
      response.on('close', () => clearInterval(drip));
    });
    expect(await call(`http://${place}/`)).toEqual({ kind: 'lost', reason: 'timeout' });
  });
  it('an answer without end is not read', async () => {
    const place = await http((_, response) => response.end(Buffer.alloc(2_000)));
    expect(await call(`http://${place}/`, { largestBytes: 1_000 })).toEqual({
      kind: 'lost',
      reason: 'too-large',
    });
  });
  it('something that is not HTTP: lost', async () => {
    const place = await tcp((socket) => socket.once('data', () => socket.end('220 mail\r\n')));
    expect(await call(`http://${place}/`)).toEqual({ kind: 'lost', reason: 'connection-lost' });
  });

  it('a redirect is an answer, and leads nowhere', async () => {
    let calls = 0;
    const place = await http((_, response) => {
      calls += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await call(`http://${place}/`)).toMatchObject({ kind: 'reply', reply: { status: 302 } });
    expect(calls).toBe(1);
  });

  it('reads how long to wait', () =>
    expect(
      ['7', '0', undefined, 'soon', '-1'].map((value) => retryAfterOf({ 'retry-after': value })),
    ).toEqual([7_000, 0, null, null, null]));
});
