/**
 * A system that is told by webhooks, in a process of its own. Its argument is a JSON list of the statuses it answers
 * one after the other, 0 for no answer at all; after those it answers 200. It says its port, then one line of JSON
 * for every request (`Received`), before it answers.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly eventId: string;
  readonly signature: string;
  readonly body: string;
}

const answers = JSON.parse(process.argv[2] ?? '[]') as number[];

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (part: string) => (body += part));
  request.on('end', () => {
    const { url, headers } = request;
    const received: Received = {
      path: url ?? '',
      eventId: String(headers['parley-event-id']),
      signature: String(headers['parley-signature']),
      body,
    };
    process.stdout.write(`${JSON.stringify(received)}\n`);
    const status = answers.shift() ?? 200;
    if (status > 0) response.writeHead(status).end();
  });
});

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
