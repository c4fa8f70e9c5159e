import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SpeechRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

type Answer = (response: ServerResponse) => void;

/** A service that listens to speech, on this machine; it answers as the test says. */
export class SpeechService {
  readonly requests: SpeechRequest[] = [];
  answer: Answer = says('');

  private readonly server = createServer((request, response) => {
    void this.take(request, response);
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const body = Buffer.concat(parts).toString('latin1');
    this.requests.push({ path: request.url ?? '', authorization: request.headers.authorization, body });
    this.answer(response);
  }
}

export const answers =
  (status: number, body: string): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  };

export const says = (text: string): Answer => answers(200, JSON.stringify({ text }));
