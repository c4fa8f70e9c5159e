import type { Socket } from 'node:net';
import type { Script } from './bot-api-answers.js';

type Update = { readonly update_id: number } & Readonly<Record<string, unknown>>;

interface Waiting {
  readonly end: (script: Script) => void;
  readonly limit: number;
}

const CALL_AGAIN_AFTER_MS = 50;

/**
 * Updates of one bot: kept until they are confirmed by an offset behind them or by the 200 of a webhook, and delivered
 * again until then.
 */
export class UpdateQueue {
  /** How often somebody polled while somebody else did. */
  conflicts = 0;
  private pending: Update[] = [];
  /** Delivered once more although they were confirmed. */
  private again: Update[] = [];
  private last: Update | null = null;
  private serial = 1_000;
  private waiting: Waiting | null = null;
  private webhook: { readonly url: string; readonly secret: string | null } | null = null;
  private calling: NodeJS.Timeout | null = null;
  private stopped = false;
  private lastError: { readonly date: number; readonly message: string } | null = null;

  /** Returns the id of the update. */
  add(body: object, id?: number): number {
    this.serial = Math.max(this.serial + 1, id ?? 0);
    this.last = { update_id: id ?? this.serial, ...body };
    this.pending.push(this.last);
    this.deliver();
    return this.last.update_id;
  }

  repeatLast(): void {
    if (this.last === null) return;
    this.again.push(this.last);
    this.deliver();
  }

  /** Ids of what nobody has confirmed. */
  unconfirmed(): readonly number[] {
    return this.pending.map((update) => update.update_id);
  }

  poll(fields: Readonly<Record<string, string>>, socket: Socket): Promise<Script> {
    if (this.webhook !== null) {
      return Promise.resolve(
        conflict("can't use getUpdates method while webhook is active; use deleteWebhook first"),
      );
    }
    if (this.waiting) this.conflicts += 1;
    this.waiting?.end(
      conflict('terminated by other getUpdates request; make sure that only one bot instance is running'),
    );
    const offset = Number(fields['offset'] ?? 0);
    this.pending = this.pending.filter((update) => update.update_id >= offset);
    return new Promise((resolve) => {
      const gone = (): void => end(page([]));
      const end = (script: Script): void => {
        clearTimeout(timer);
        socket.off('close', gone);
        if (this.waiting === waiting) this.waiting = null;
        resolve(script);
      };
      const limit = Number(fields['limit'] ?? 100);
      const waiting: Waiting = { end, limit };
      const timer = setTimeout(gone, Number(fields['timeout'] ?? 0) * 1_000);
      socket.once('close', gone);
      this.waiting = waiting;
      this.deliver();
    });
  }

  /** Answers a question that is held open, with nothing. */
  lapse(): void {
    this.waiting?.end(page([]));
  }

  /** An empty address: nobody is called. */
  callAt(url: string, secret: string | null): void {
    this.webhook = url === '' ? null : { url, secret };
    this.lastError = null;
    this.deliver();
  }

  webhookInfo(): object {
    return {
      url: this.webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: this.pending.length,
      ...(this.lastError
        ? { last_error_date: this.lastError.date, last_error_message: this.lastError.message }
        : {}),
    };
  }

  stopCalling(): void {
    this.stopped = true;
    if (this.calling) clearTimeout(this.calling);
    this.calling = null;
  }

  callAgain(): void {
    this.stopped = false;
    this.deliver();
  }

  private deliver(): void {
    if (this.webhook !== null) return this.callSoon(0);
    const { waiting } = this;
    const ready = [...this.again, ...this.pending].slice(0, waiting?.limit ?? 0);
    if (waiting === null || ready.length === 0) return;
    this.again = [];
    waiting.end(page(ready));
  }

  private callSoon(milliseconds: number): void {
    if (this.calling !== null || this.stopped) return;
    this.calling = setTimeout(() => {
      void this.call().then((wait) => {
        this.calling = null;
        if (wait !== null) this.callSoon(wait);
      });
    }, milliseconds);
  }

  /** Returns how long to wait before the next call; null when nothing waits. */
  private async call(): Promise<number | null> {
    const { webhook } = this;
    const update = this.again[0] ?? this.pending[0];
    if (webhook === null || update === undefined) return null;
    const problem = await callOnce(webhook.url, webhook.secret, update);
    if (problem !== null) {
      this.lastError = { date: Math.floor(Date.now() / 1_000), message: problem };
      return CALL_AGAIN_AFTER_MS;
    }
    if (this.again[0] === update) this.again.shift();
    else this.pending = this.pending.filter((one) => one !== update);
    return 0;
  }
}

const callOnce = async (url: string, secret: string | null, update: Update): Promise<string | null> => {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(secret === null ? {} : { 'x-telegram-bot-api-secret-token': secret }),
      },
      body: JSON.stringify(update),
    });
    await answer.arrayBuffer();
    return answer.status === 200 ? null : `Wrong response from the webhook: ${answer.status}`;
  } catch {
    return 'Connection refused';
  }
};

const page = (result: readonly Update[]): Script => ({ status: 200, body: { ok: true, result } });

const conflict = (why: string): Script => ({
  status: 409,
  body: { ok: false, error_code: 409, description: `Conflict: ${why}` },
});
