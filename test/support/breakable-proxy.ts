import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A connection to a server that a test can break and mend, as when a network or a server goes away. */
export class BreakableProxy {
  private readonly open = new Set<Socket>();
  private server: Server | null = null;
  private bytes = 0;
  private isHalfOpen = false;
  private waiting: { readonly from: number; readonly wake: () => void } | null = null;

  private constructor(
    private readonly host: string,
    private readonly targetPort: number,
    readonly port: number,
  ) {}

  static async to(host: string, targetPort: number): Promise<BreakableProxy> {
    const probe = createServer();
    await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
    const { port } = probe.address() as AddressInfo;
    await new Promise((closed) => probe.close(closed));
    const proxy = new BreakableProxy(host, targetPort, port);
    await proxy.mend();
    return proxy;
  }

  /** Lets connections through. */
  mend(): Promise<void> {
    const server = createServer((near) => this.join(near));
    this.server = server;
    return new Promise((listening) => server.listen(this.port, '127.0.0.1', listening));
  }

  /** Resets every connection and refuses new ones. */
  async break(): Promise<void> {
    const { server } = this;
    this.server = null;
    const closed = new Promise((done) => (server === null ? done(null) : server.close(done)));
    this.cut();
    await closed;
  }

  /** Resets every connection; new ones are let through. */
  cut(): void {
    this.isHalfOpen = false;
    for (const socket of this.open) socket.resetAndDestroy();
  }

  /** Bytes vanish while connections stay open; new connections are taken and lead nowhere. Ends with `cut` or `break`. */
  halfOpen(): void {
    this.isHalfOpen = true;
    for (const socket of this.open) socket.unpipe().pause();
  }

  /** Breaks once that many more bytes have gone to the server. */
  async breakAfter(bytes: number): Promise<void> {
    await new Promise<void>((wake) => (this.waiting = { from: this.bytes + bytes, wake }));
    await this.break();
  }

  private join(near: Socket): void {
    const far = connect(this.targetPort, this.host);
    for (const socket of [near, far]) {
      this.open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (part: Buffer) => {
      this.bytes += part.length;
      if (this.waiting !== null && this.bytes >= this.waiting.from) {
        this.waiting.wake();
        this.waiting = null;
      }
    });
    if (this.isHalfOpen) return;
    near.pipe(far);
    far.pipe(near);
  }
}
