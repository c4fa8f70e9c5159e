import { createServer } from 'node:http';
import type { Server } from 'node:http';

/** Where smsbox brings what people write; hands it on to the callback of the account, and can do so once more. */
export class KannelRelay {
  callback: string | null = null;
  private last: string | null = null;
  private server: Server | null = null;

  async listen(port: number): Promise<void> {
    const server = createServer((incoming, outgoing) => {
      this.last = new URL(incoming.url ?? '/', 'http://relay').search;
      this.handOn(this.last).then(
        ({ status, body }) => outgoing.writeHead(status, { 'content-type': 'text/plain' }).end(body),
        () => outgoing.writeHead(503).end(),
      );
    });
    this.server = server;
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  }

  /** Brings the last message again, as smsbox does after a lost answer. */
  async repeats(): Promise<void> {
    if (this.last === null) throw new Error('nothing came yet');
    await this.handOn(this.last);
  }

  async stop(): Promise<void> {
    const { server } = this;
    server?.closeAllConnections();
    await new Promise<unknown>((done) => (server ? server.close(done) : done(null)));
  }

  private async handOn(query: string): Promise<{ status: number; body: string }> {
    if (this.callback === null) throw new Error('nobody said where to call back');
    const answer = await fetch(`${this.callback}${query}`);
    return { status: answer.status, body: await answer.text() };
  }
}
