import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReportAccountState } from '../../../application/channel/report-account-state.js';
import type { TakeChannelEvents } from '../../../application/channel/take-channel-events.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import type { Clock } from '../../../application/ports/clock.js';
import { instant } from '../../../domain/calendar/instant.js';
import type { ChannelEvent } from '../../../domain/channel/channel-event.js';
import type { SendOutcome } from '../../../domain/message/send-outcome.js';
import type { Heard, OpenOrder, Word } from './link.js';
import { PeopleBook } from './people-book.js';
import { SealedFile } from './sealed-file.js';
import { after, canSay, newSession, pauseBeforeStart } from './session-state.js';
import type { Session, Signal } from './session-state.js';
import { WECHATY_SETTINGS, puppetOptionsOf } from './settings.js';
import type { WechatySettings } from './settings.js';
import { eventOf, isGroup, meaningOf, notHandedOver, outcomeOf } from './translate.js';
import { WechatyChild } from './wechaty-child.js';

const MEGABYTE = 1_048_576;
/** Between two tries to store what was heard. */
const STORE_AGAIN_MS = 500;

interface LoginNeeds {
  readonly takeEvents: Pick<TakeChannelEvents, 'run'>;
  readonly reportState: Pick<ReportAccountState, 'run'>;
  readonly clock: Clock;
}

/** The login of one account: a child that is started again whenever it leaves, and what it tells, stored in order. */
export class WechatyLogin {
  private readonly settings: WechatySettings;
  private readonly folder: string;
  private readonly people: PeopleBook;
  /** A bad sign outlives this process. */
  private readonly slowness: SealedFile;
  private session: Session;
  private child: WechatyChild | null = null;
  private timer: NodeJS.Timeout | null = null;
  private closed = false;
  /** Until it is known whether ids changed, nobody is written to: an old id may be nobody, or somebody else. */
  private checkingPeople = false;
  private storing: Promise<void> = Promise.resolve();
  private reporting: Promise<void> = Promise.resolve();
  private changed: () => void = () => undefined;
  private contactIds: readonly string[] = [];

  constructor(
    private readonly account: ChannelAccount,
    dataFolder: string,
    private readonly needs: LoginNeeds,
  ) {
    this.settings = WECHATY_SETTINGS.read(account.settings);
    this.folder = join(dataFolder, account.id);
    this.people = new PeopleBook(new SealedFile(join(this.folder, 'people'), account.callbackSecret));
    this.slowness = new SealedFile(join(this.folder, 'slow-until'), account.callbackSecret);
    const slowUntil = this.slowness.read();
    this.session = {
      ...newSession(needs.clock.now()),
      slowUntil: typeof slowUntil === 'number' ? instant(slowUntil) : null,
    };
  }

  get state(): Session {
    return this.session;
  }

  start(): void {
    this.child = new WechatyChild(this.folder, this.openOrder(), {
      word: (word) => this.heard(word),
      left: (hopeless) => this.left(hopeless),
    });
  }

  /** Resolves when no process is left and everything heard is stored or written down. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.child?.leave();
    this.changed();
    await Promise.all([this.storing, this.reporting]);
  }

  /** Hands a text over, where there is a login. */
  async say(address: string, text: string): Promise<SendOutcome> {
    const now = (): ReturnType<Clock['now']> => this.needs.clock.now();
    if (isGroup(address)) {
      return { kind: 'refused', reason: 'unreachable-address', detail: 'Groups are never written to.' };
    }
    if (this.child === null || !canSay(this.session) || this.checkingPeople) {
      return notHandedOver(now(), this.session.state === 'up' ? 'contacts-are-checked' : 'not-logged-in');
    }
    const said = await this.child.say(address, text);
    if (said.kind === 'taken') {
      this.signal({ kind: 'well' });
      this.meet(address);
    }
    if (said.kind === 'failed') {
      const meaning = meaningOf(said.text);
      if (meaning === 'too-fast' || meaning === 'restricted') this.signal({ kind: meaning });
    }
    return outcomeOf(said, now());
  }

  /** A word to the puppet and back, where there is a login. */
  async answers(): Promise<boolean> {
    return (await this.child?.answers()) ?? false;
  }

  /** Resolves when the state is another one, or the login is closed. */
  async nextState(): Promise<void> {
    const { changed } = this;
    await new Promise<void>((resolve) => {
      this.changed = () => {
        changed();
        resolve();
      };
    });
  }

  private openOrder(): OpenOrder {
    const { settings, account } = this;
    return {
      kind: 'open',
      puppet: settings.puppet,
      puppetOptions: puppetOptionsOf(settings),
      callTimeoutMs: settings.callTimeoutMs,
      resetAfterMs: settings.resetAfterMs,
      mediaLimitBytes: settings.mediaLimitMb * MEGABYTE,
      friendRequests: settings.friendRequests,
      secondsBetweenFriends: settings.secondsBetweenFriends,
      journal: { file: join(this.folder, 'not-taken'), secret: account.callbackSecret },
    };
  }

  private heard(word: Word): void {
    switch (word.kind) {
      case 'session':
        if (word.signal.kind === 'login') this.checkingPeople = !this.people.isEmpty;
        return this.signal(word.signal);
      case 'heard':
        return this.store(word.sequence, word.heard);
      case 'contacts':
        return this.contacts(word.ids);
      case 'named':
        return this.named(word.contacts);
      case 'ready-for-orders':
      case 'said':
      case 'answer':
        return;
    }
  }

  /** In the order in which it was heard, again and again until it is stored; only then the child forgets it. */
  private store(sequence: number, heard: Heard): void {
    const { child } = this;
    const event = eventOf(heard, this.needs.clock.now());
    this.afterwards(async () => {
      if (event !== null && !(await this.taken([event]))) return;
      child?.tell({ kind: 'taken', sequence });
      if (event?.kind === 'binding') this.meet(event.address);
    });
  }

  private afterwards(work: () => Promise<void>): void {
    this.storing = this.storing.then(work);
  }

  /** False: closed before it was stored. */
  private async taken(events: readonly ChannelEvent[]): Promise<boolean> {
    while (!this.closed) {
      try {
        await this.needs.takeEvents.run(this.account, events);
        return true;
      } catch {
        await sleep(STORE_AGAIN_MS);
      }
    }
    return false;
  }

  private contacts(ids: readonly string[]): void {
    if (ids.length === 0 || !this.people.missesSomebody(ids)) {
      this.checkingPeople = false;
      return;
    }
    this.contactIds = ids;
    this.child?.tell({ kind: 'aliases', of: this.people.strangers(ids) });
  }

  private named(contacts: Extract<Word, { kind: 'named' }>['contacts']): void {
    const event = this.people.moved(this.contactIds, contacts, this.needs.clock.now());
    this.afterwards(async () => {
      if (!(await this.taken([event]))) return;
      this.people.save();
      this.checkingPeople = false;
    });
  }

  private meet(address: string): void {
    const alias = this.people.meet(address);
    if (alias !== null) this.child?.tell({ kind: 'name', address, alias });
  }

  private left(hopeless: boolean): void {
    this.child = null;
    if (this.closed) return;
    this.signal({ kind: 'left', hopeless });
    this.timer = setTimeout(() => this.start(), pauseBeforeStart(this.session, this.settings.restartPauseMs));
  }

  private signal(signal: Signal): void {
    const before = this.session;
    this.session = after(before, signal, this.needs.clock.now());
    const { state, detail, signInCode, slowUntil } = this.session;
    const same = state === before.state && detail === before.detail && slowUntil === before.slowUntil;
    if (same && signInCode === before.signInCode) return;
    if (slowUntil !== before.slowUntil) this.slowness.write(slowUntil);
    this.changed();
    const report = { state, detail, signInCode, slowUntil };
    this.reporting = this.reporting
      .then(() => this.needs.reportState.run(this.account, report))
      .catch(() => undefined);
  }
}
