import type { ProviderEvent, ProviderRecord, SeenText } from './provider-log.js';
import { ProviderLog, readProviderLog } from './provider-log.js';

type NewEvent = ProviderEvent extends infer Event
  ? Event extends ProviderEvent
    ? Omit<Event, 'sequence'>
    : never
  : never;

interface AccountBox {
  readonly texts: SeenText[];
  events: ProviderEvent[];
  lastSequence: number;
}

/** Everything the simulated provider remembers, by channel account; comes back from its log after a restart. */
export class Mailbox {
  private readonly boxes = new Map<string, AccountBox>();
  private readonly byAttempt = new Map<string, SeenText>();
  private readonly log: ProviderLog;
  private messages = 0;

  constructor(logFile: string | null) {
    for (const record of readProviderLog(logFile)) this.remember(record);
    this.log = new ProviderLog(logFile);
  }

  nextMessageId(prefix: 'out' | 'in'): string {
    this.messages += 1;
    return `${prefix}-${this.messages}`;
  }

  addText(text: SeenText): void {
    this.write(text);
  }

  addEvent(account: string, event: NewEvent): void {
    const sequence = this.box(account).lastSequence + 1;
    this.write({ record: 'event', account, event: { ...event, sequence } });
  }

  /** Forgets events up to and including `through`: the listener has stored them. */
  acknowledge(account: string, through: number): void {
    this.write({ record: 'acknowledged', account, through });
  }

  events(account: string, limit: number): readonly ProviderEvent[] {
    return this.box(account).events.slice(0, limit);
  }

  /** Texts seen by the account, taken or not, in their order from the given place. */
  texts(account: string, from: number): readonly SeenText[] {
    return this.box(account).texts.slice(from);
  }

  textOf(account: string, attemptId: string): SeenText | null {
    return this.byAttempt.get(`${account} ${attemptId}`) ?? null;
  }

  close(): void {
    this.log.close();
  }

  private write(record: ProviderRecord): void {
    this.remember(record);
    this.log.append(record);
  }

  private remember(record: ProviderRecord): void {
    const box = this.box(record.account);
    switch (record.record) {
      case 'text':
        box.texts.push(record);
        if (record.providerMessageId === null) return;
        this.byAttempt.set(`${record.account} ${record.attemptId}`, record);
        this.countOn(record.providerMessageId);
        return;
      case 'event':
        box.events.push(record.event);
        box.lastSequence = record.event.sequence;
        this.countOn(record.event.providerMessageId);
        return;
      case 'acknowledged':
        box.events = box.events.filter((event) => event.sequence > record.through);
        return;
    }
  }

  /** Ids go on after those of an earlier run. */
  private countOn(id: string): void {
    const number = Number(/-(\d+)$/u.exec(id)?.[1] ?? 0);
    if (number > this.messages) this.messages = number;
  }

  private box(account: string): AccountBox {
    const known = this.boxes.get(account);
    if (known) return known;
    const fresh: AccountBox = { texts: [], events: [], lastSequence: 0 };
    this.boxes.set(account, fresh);
    return fresh;
  }
}
