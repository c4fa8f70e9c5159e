import { Injectable, Logger } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import type { LiveStretch } from '../../../application/live/read-live-events.js';
import { ReadLiveEvents } from '../../../application/live/read-live-events.js';
import { EventLog } from '../../../application/ports/event-log.js';
import type { TenantId } from '../../../domain/shared/ids.js';

/** How often the log is looked at where no commit of this process announces anything. */
const POLL_MS = 400;
/** Shortest pause between two looks, so that many commits are read together. */
const PAUSE_MS = 50;

export interface FeedListener {
  take(stretch: LiveStretch): void;
  /** The service stops. */
  end(): void;
}

/** What happens in a tenant, read once for everybody who listens here; while nobody listens nothing is read. */
class TenantFeed {
  private readonly listeners = new Set<FeedListener>();
  private readonly logger = new Logger('Live');
  private rung = false;
  private wakeUp: () => void = () => undefined;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly tenantId: TenantId,
    private readonly read: ReadLiveEvents,
    private position: number,
  ) {}

  join(listener: FeedListener): void {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.loop = this.loop.then(() => this.run());
  }

  /** Whether anybody still listens. */
  leave(listener: FeedListener): boolean {
    this.listeners.delete(listener);
    if (this.listeners.size === 0) this.wake();
    return this.listeners.size > 0;
  }

  wake(): void {
    this.rung = true;
    this.wakeUp();
  }

  async stop(): Promise<void> {
    for (const listener of [...this.listeners]) listener.end();
    this.listeners.clear();
    this.wake();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (this.listeners.size > 0) {
      this.rung = false;
      const more = await this.look();
      if (!more) await this.pause();
    }
  }

  private async look(): Promise<boolean> {
    try {
      const stretch = await this.read.run(this.tenantId, this.position);
      if (stretch.to > stretch.from) for (const listener of this.listeners) listener.take(stretch);
      this.position = stretch.to;
      return stretch.more;
    } catch (error) {
      this.logger.error(`reading events failed: ${error instanceof Error ? error.name : typeof error}`);
      return false;
    }
  }

  private async pause(): Promise<void> {
    await new Promise<void>((resolve) => setTimeout(resolve, PAUSE_MS));
    if (this.rung || this.listeners.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL_MS - PAUSE_MS);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** The feeds of all tenants that somebody listens to in this process. */
@Injectable()
export class EventFeed implements OnModuleDestroy {
  private readonly feeds = new Map<TenantId, TenantFeed>();
  private readonly ending = new Set<Promise<void>>();
  private stopped = false;

  constructor(
    private readonly read: ReadLiveEvents,
    events: EventLog,
  ) {
    events.onAppended((tenantId) => this.feeds.get(tenantId)?.wake());
  }

  /** Tells the listener of every stretch from `position` or later on, until it is left; at once over when the service stops. */
  join(tenantId: TenantId, position: number, listener: FeedListener): () => void {
    if (this.stopped) {
      listener.end();
      return () => undefined;
    }
    const feed = this.feeds.get(tenantId) ?? new TenantFeed(tenantId, this.read, position);
    this.feeds.set(tenantId, feed);
    feed.join(listener);
    return () => {
      if (feed.leave(listener) || this.feeds.get(tenantId) !== feed) return;
      this.feeds.delete(tenantId);
      const end = feed.stop().finally(() => this.ending.delete(end));
      this.ending.add(end);
    };
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.ending, ...[...this.feeds.values()].map((feed) => feed.stop())]);
    this.feeds.clear();
  }
}
