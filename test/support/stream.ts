import { get } from 'node:http';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';

export interface Frame {
  /** The place that a client resumes from; empty when the frame has none. */
  readonly id: string;
  readonly name: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into contents of every shape
  readonly content: any;
  /** Milliseconds of the wall clock when it arrived. */
  readonly at: number;
}

/** A client of the live stream that keeps everything it is told. */
export class StreamClient {
  readonly frames: Frame[] = [];
  private rest = '';
  private over = false;
  private wake: () => void = () => undefined;

  private constructor(
    private readonly request: ClientRequest,
    private readonly response: IncomingMessage,
  ) {
    response.setEncoding('utf8');
    response.on('data', (part: string) => this.take(part));
    response.on('close', () => {
      this.over = true;
      this.wake();
    });
    response.on('error', () => undefined);
  }

  static open(
    base: string,
    token: string,
    { header, query = '' }: { readonly header?: string; readonly query?: string } = {},
  ): Promise<StreamClient> {
    return new Promise((resolve, reject) => {
      const headers = {
        Authorization: `Bearer ${token}`,
        ...(header === undefined ? {} : { 'Last-Event-ID': header }),
      };
      const request = get(`${base}/v1/stream${query}`, { headers, agent: false }, (response) =>
        resolve(new StreamClient(request, response)),
      );
      request.on('error', reject);
    });
  }

  get status(): number {
    return this.response.statusCode ?? 0;
  }

  get headers(): IncomingHttpHeaders {
    return this.response.headers;
  }

  /** The place of the last frame that has one. */
  get lastId(): string {
    return this.frames.findLast(({ id }) => id !== '')?.id ?? '';
  }

  named(...names: readonly string[]): Frame[] {
    return this.frames.filter(({ name }) => names.includes(name));
  }

  /** Waits until what it was told fulfils the condition; throws when the stream ends before. */
  async until(isSo: (client: StreamClient) => boolean): Promise<this> {
    while (!isSo(this)) {
      if (this.over) throw new Error(`The stream ended after ${this.frames.length} frames.`);
      await new Promise<void>((wake) => (this.wake = wake));
    }
    return this;
  }

  /** Waits for the end that the server makes. */
  async ended(): Promise<void> {
    while (!this.over) await new Promise<void>((wake) => (this.wake = wake));
  }

  cut(): void {
    this.request.destroy();
  }

  /** Stops to take anything in, as a client does that hangs. */
  hang(): void {
    this.response.pause();
  }

  goOn(): void {
    this.response.resume();
  }

  private take(part: string): void {
    this.rest += part;
    for (let end = this.rest.indexOf('\n\n'); end >= 0; end = this.rest.indexOf('\n\n')) {
      const lines = this.rest.slice(0, end).split('\n');
      this.rest = this.rest.slice(end + 2);
      const field = (name: string): string | undefined =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const data = field('data');
      if (data === undefined) continue;
      this.frames.push({
        id: field('id') ?? '',
        name: field('event') ?? '',
        content: JSON.parse(data) as unknown,

        at: Date.now(),
      });
    }
    this.wake();
  }
}
