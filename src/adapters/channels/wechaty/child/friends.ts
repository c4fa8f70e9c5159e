import { setTimeout as sleep } from 'node:timers/promises';
import type { HeardFriend, Word } from '../link.js';
import { aliasOf, codeInGreeting, isOurAlias } from '../translate.js';
import { within } from './says.js';

/** What is used of a puppet for people. */
export interface ContactBook {
  contactList(): Promise<string[]>;
  contactPayload(id: string): Promise<{ readonly alias?: string }>;
  contactAlias(id: string, alias: string): Promise<void>;
  friendshipPayload(id: string): Promise<{
    readonly type: number;
    readonly contactId: string;
    readonly hello?: string;
    readonly timestamp?: number;
  }>;
  friendshipAccept(id: string): Promise<void>;
}

/** FriendshipType.Receive of wechaty. */
const RECEIVED = 2;
/** Look-ups come one by one: a burst of them gets a login locked. */
const LOOK_UP_PAUSE_MS = 500;
/** A contact list this soon after a login may be incomplete, unless the puppet says that it is ready. */
export const READY_WITHIN_MS = 10_000;

interface FriendRules {
  readonly accepts: 'none' | 'with-code';
  readonly secondsBetween: number;
  readonly callTimeoutMs: number;
}

/** Friend requests, names and the contact list, gently. */
export class Friends {
  private line: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly book: ContactBook,
    private readonly rules: FriendRules,
    private readonly heard: (friend: HeardFriend) => void,
    private readonly tell: (word: Word) => void,
  ) {}

  /** Accepts a request whose greeting has a code, not more often than allowed; every other one is left to a person. */
  async asked(friendshipId: string): Promise<void> {
    const {
      type,
      contactId,
      hello = '',
      timestamp = 0,
    } = await this.call(this.book.friendshipPayload(friendshipId));
    if (this.rules.accepts === 'none' || type !== RECEIVED || codeInGreeting(hello) === null) return;
    this.next(async () => {
      await this.call(this.book.friendshipAccept(friendshipId));
      this.heard({ kind: 'friend', id: friendshipId, contactId, hello, timestamp });
      await this.call(this.book.contactAlias(contactId, aliasOf(contactId))).catch(() => undefined);
      await sleep(this.rules.secondsBetween * 1_000, undefined, { ref: false });
    });
  }

  name(address: string, alias: string): void {
    this.next(() => this.call(this.book.contactAlias(address, alias)));
  }

  /** One call; says nothing about an empty list, which is one that is not loaded yet. */
  async list(): Promise<void> {
    const ids = await this.call(this.book.contactList());
    if (ids.length > 0) this.tell({ kind: 'contacts', ids });
  }

  async aliases(of: readonly string[]): Promise<void> {
    const contacts: { address: string; alias: string }[] = [];
    for (const [at, address] of of.entries()) {
      if (at > 0) await sleep(LOOK_UP_PAUSE_MS);
      const found = await this.call(this.book.contactPayload(address)).catch(() => null);
      if (found?.alias !== undefined && isOurAlias(found.alias))
        contacts.push({ address, alias: found.alias });
    }
    this.tell({ kind: 'named', contacts });
  }

  private next(work: () => Promise<unknown>): void {
    this.line = this.line.then(work).catch(() => undefined);
  }

  private async call<Answer>(work: Promise<Answer>): Promise<Answer> {
    const answer = await within(this.rules.callTimeoutMs, work, LATE);
    if (answer === LATE) throw new Error('the puppet did not answer in time');
    return answer as Answer;
  }
}

const LATE = Symbol('late');
