import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Clock } from '../../application/ports/clock.js';
import type { MetricsPage } from '../../application/ports/metrics.js';
import { Metrics } from '../../application/ports/metrics.js';
import { ServiceFigures } from '../../application/ports/service-figures.js';
import type { NamedCount, ServiceFiguresNow } from '../../application/ports/service-figures.js';
import { MINUTE, SECOND } from '../../domain/calendar/instant.js';
import type { Instant } from '../../domain/calendar/instant.js';

const COUNTED_EVERY = 15 * SECOND;
const ENDED_COUNTED_EVERY = 5 * MINUTE;
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Figures in the format of Prometheus; what is counted in the database is counted at most every 15 seconds. */
@Injectable()
export class PromMetrics extends Metrics {
  private readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'parley_http_request_duration_seconds',
    help: 'Time from the request to the end of the answer, by template of the route',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: BUCKETS,
    registers: [this.registry],
  });
  private readonly messages = this.gauge('parley_messages', 'Messages by state', ['state'] as const);
  private readonly queue = this.gauge('parley_desk_queue_depth', 'Open items of the desk by reason', [
    'kind',
  ] as const);
  private readonly jobs = this.gauge('parley_jobs', 'Jobs that are not done', ['queue', 'state'] as const);
  private readonly unmatched = this.gauge(
    'parley_unmatched_inbound_messages',
    'Messages from addresses that no debtor has',
  );
  private readonly dueAge = this.gauge(
    'parley_oldest_due_message_age_seconds',
    'For how long the oldest message has been due that has not left',
  );
  private readonly unsealed = this.gauge('parley_unsealed_events', 'Events that wait for their number');
  private readonly sealedLag = this.gauge(
    'parley_sealed_lag_seconds',
    'For how long the oldest event has waited for its number',
  );
  private readonly counted = this.gauge(
    'parley_figures_available',
    'Whether the database could be counted in: 1 or 0',
  );
  private countedAt: Instant | null = null;
  private endedAt: Instant | null = null;
  private ended: readonly NamedCount[] = [];
  private counting: Promise<void> | null = null;

  constructor(
    private readonly figures: ServiceFigures,
    private readonly clock: Clock,
  ) {
    super();
    collectDefaultMetrics({ register: this.registry });
  }

  requestEnded(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }

  async page(): Promise<MetricsPage> {
    this.counting ??= this.count().finally(() => (this.counting = null));
    await this.counting;
    return { contentType: this.registry.contentType, text: await this.registry.metrics() };
  }

  private async count(): Promise<void> {
    const now = this.clock.now();
    if (isFresh(this.countedAt, now, COUNTED_EVERY)) return;
    try {
      if (!isFresh(this.endedAt, now, ENDED_COUNTED_EVERY)) {
        this.ended = await this.figures.messagesEnded();
        this.endedAt = now;
      }
      this.show(await this.figures.now(now), now);
      this.counted.set(1);
    } catch {
      this.counted.set(0);
    }
    this.countedAt = now;
  }

  private show(figures: ServiceFiguresNow, now: Instant): void {
    for (const gauge of [this.messages, this.queue, this.jobs]) gauge.reset();
    for (const { name, count } of [...this.ended, ...figures.messagesUnderWay]) {
      this.messages.set({ state: name }, count);
    }
    for (const { name, count } of figures.queueDepth) this.queue.set({ kind: name }, count);
    for (const { queue, state, count } of figures.jobs) this.jobs.set({ queue, state }, count);
    this.unmatched.set(figures.unmatchedInbound);
    this.dueAge.set(secondsSince(figures.oldestDueSince, now));
    this.unsealed.set(figures.unsealedEvents);
    this.sealedLag.set(secondsSince(figures.oldestUnsealedAt, now));
  }

  private gauge<Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Gauge<Label> {
    return new Gauge({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }
}

const isFresh = (at: Instant | null, now: Instant, age: number): boolean =>
  at !== null && now >= at && now - at < age;

const secondsSince = (at: Instant | null, now: Instant): number =>
  at === null ? 0 : Math.max(0, (now - at) / SECOND);
