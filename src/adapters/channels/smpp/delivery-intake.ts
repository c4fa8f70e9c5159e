import type { TakeChannelEvents } from '../../../application/channel/take-channel-events.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import type { Clock } from '../../../application/ports/clock.js';
import { MINUTE, plus } from '../../../domain/calendar/instant.js';
import type { ChannelEvent } from '../../../domain/channel/channel-event.js';
import { readDelivery } from './delivery.js';
import type { Delivery } from './delivery.js';
import { LongTexts } from './long-texts.js';
import type { HeldPart, LongText } from './long-texts.js';
import { toE164 } from './numbers.js';
import { isReceipt, receiptIn } from './receipt.js';
import { RecentDeliveries, fingerprint } from './recent-deliveries.js';
import type { SmppSettings } from './settings.js';
import { arrivedText } from './arrived-text.js';
import { STATUS } from './translate.js';

export const RECENT_CURSOR = 'recent-deliveries';
/** Events of one transaction, and messages among them; not more than `RecentDeliveries` can write down. */
const BATCH = 100;
const MESSAGES_OF_BATCH = 10;
const PARTS_COME_AGAIN_WITHIN = 10 * MINUTE;

interface Job {
  readonly event: ChannelEvent;
  readonly settled: (stored: boolean) => void;
}

/** Stores what arrives for one account, in its order, and answers the SMSC only then. */
export class DeliveryIntake {
  private readonly recent = new RecentDeliveries();
  private readonly longTexts: LongTexts;
  private readonly alive = new Set<number>();
  private queue: Job[] = [];
  private storing: Promise<void> | null = null;

  constructor(
    private readonly account: ChannelAccount,
    private readonly settings: SmppSettings,
    private readonly takeEvents: Pick<TakeChannelEvents, 'run'>,
    private readonly clock: Clock,
  ) {
    const times = { waitMs: settings.partsSeconds * 1_000, holdMs: settings.partsHoldMs };
    this.longTexts = new LongTexts(times, (text) => this.whole(text));
  }

  /** `written` is the cursor of the process before. */
  restore(written: string): void {
    this.recent.restore(written);
  }

  began(session: number): void {
    this.alive.add(session);
    this.recent.sessionBegan(this.clock.now());
  }

  ended(session: number): void {
    this.alive.delete(session);
    this.recent.sessionEnded(session, this.clock.now());
  }

  delivery(
    session: number,
    command: 'deliver_sm' | 'data_sm',
    frame: Buffer,
    answer: (status: number) => void,
  ): void {
    let delivery: Delivery;
    try {
      delivery = readDelivery(frame, command);
    } catch {
      return answer(STATUS.applicationRefuses);
    }
    if (isReceipt(delivery)) return this.receipt(delivery, answer);
    let isGivenBack = false;
    const part: HeldPart = {
      delivery,
      session,
      answer: (how) => {
        isGivenBack ||= how === 'again' && this.alive.has(session);
        answer(how === 'stored' ? STATUS.ok : STATUS.applicationTemporary);
      },
      isGivenBack: () => isGivenBack || !this.alive.has(session),
    };
    this.longTexts.add(part, this.clock.now());
  }

  /** Resolves when everything that is whole is stored and answered; parts that wait stay with the SMSC. */
  async close(): Promise<void> {
    this.longTexts.close();
    while (this.storing !== null) await this.storing;
  }

  private receipt(delivery: Delivery, answer: (status: number) => void): void {
    const receipt = receiptIn(delivery, this.settings, this.clock.now());
    if (receipt === null) return answer(STATUS.ok);
    this.store({
      event: { kind: 'receipt', receipt },
      settled: (stored) => answer(stored ? STATUS.ok : STATUS.applicationTemporary),
    });
  }

  private whole(text: LongText): void {
    const present = text.places.filter((part) => part !== null);
    const [first] = present;
    if (first === undefined) return;
    const now = this.clock.now();
    const print = fingerprint(
      this.account.id,
      present.map(({ delivery }) => delivery),
    );
    const last = text.deliveries.at(-1) ?? first;
    const providerMessageId = this.recent.idOf(print, last.session, now);
    const { from, fromTon } = first.delivery;
    this.store({
      event: {
        kind: 'message',
        providerMessageId,
        address: toE164(from, fromTon, this.settings.countryCode),
        content: arrivedText(text.places.map((part) => part?.delivery ?? null)),
        media: null,
        sentAt: now,
      },
      settled: (stored) => this.settle(text, providerMessageId, stored),
    });
  }

  private settle({ deliveries, places }: LongText, id: string, stored: boolean): void {
    const now = this.clock.now();
    for (const part of deliveries) part.answer(stored ? 'stored' : 'again');
    this.recent.answered(id, !stored, now);
    if (!stored) return;
    for (const part of places) {
      if (part?.isGivenBack()) this.longTexts.expect(part.delivery, plus(now, PARTS_COME_AGAIN_WITHIN));
    }
  }

  private store(job: Job): void {
    this.queue.push(job);
    this.storing ??= this.storeAll().finally(() => (this.storing = null));
  }

  private async storeAll(): Promise<void> {
    // What came in the same moment is stored together.
    await Promise.resolve();
    while (this.queue.length > 0) {
      const batch = this.nextBatch();
      if (await this.stored(batch)) {
        for (const job of batch) job.settled(true);
      } else if (batch.length === 1) {
        batch[0]?.settled(false);
      } else {
        for (const job of batch) job.settled(await this.stored([job]));
      }
    }
  }

  private nextBatch(): Job[] {
    let messages = 0;
    const end = this.queue.findIndex(
      ({ event }, at) => at === BATCH || (event.kind === 'message' && (messages += 1) > MESSAGES_OF_BATCH),
    );
    return this.queue.splice(0, end < 0 ? this.queue.length : end);
  }

  private async stored(batch: readonly Job[]): Promise<boolean> {
    const events = batch.map(({ event }) => event);
    const hasMessages = events.some(({ kind }) => kind === 'message');
    const cursor = hasMessages ? { name: RECENT_CURSOR, value: this.recent.written() } : null;
    try {
      await this.takeEvents.run(this.account, events, cursor);
      return true;
    } catch {
      return false;
    }
  }
}
