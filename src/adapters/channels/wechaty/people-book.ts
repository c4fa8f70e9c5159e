import type { ChannelEvent } from '../../../domain/channel/channel-event.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { SealedFile } from './sealed-file.js';
import { aliasOf } from './translate.js';

/**
 * Whom the account knows, by the alias that is written beside each contact. With many puppets every login gives
 * everybody a new id; the alias is what stays.
 */
export class PeopleBook {
  private readonly addresses: Map<string, string>;

  constructor(private readonly file: SealedFile) {
    const stored = file.read();
    this.addresses = new Map(isEntries(stored) ? stored : []);
  }

  get isEmpty(): boolean {
    return this.addresses.size === 0;
  }

  /** Remembers somebody; the alias to write beside them, or null where they are known already. */
  meet(address: string): string | null {
    if ([...this.addresses.values()].includes(address)) return null;
    const alias = aliasOf(address);
    this.addresses.set(alias, address);
    this.save();
    return alias;
  }

  /** Whether somebody we know is not there any more, which is how changed ids are noticed. */
  missesSomebody(ids: readonly string[]): boolean {
    const known = new Set(ids);
    return [...this.addresses.values()].some((address) => !known.has(address));
  }

  /** Contacts that nobody here has the address of; only their aliases have to be looked at. */
  strangers(ids: readonly string[]): string[] {
    const known = new Set(this.addresses.values());
    return ids.filter((id) => !known.has(id));
  }

  /** What changed with a login; the book holds the new addresses from then on. */
  moved(
    ids: readonly string[],
    named: readonly { readonly address: string; readonly alias: string }[],
    at: Instant,
  ): Extract<ChannelEvent, { kind: 'addresses-changed' }> {
    const present = new Set(ids);
    const moved: { from: string; to: string }[] = [];
    for (const { address: to, alias } of named) {
      const from = this.addresses.get(alias);
      if (from === undefined || from === to || present.has(from)) continue;
      moved.push({ from, to });
      this.addresses.set(alias, to);
    }
    for (const [alias, address] of this.addresses) if (!present.has(address)) this.addresses.delete(alias);
    return { kind: 'addresses-changed', moved, known: [...ids], at };
  }

  save(): void {
    this.file.write([...this.addresses]);
  }
}

const isEntries = (value: unknown): value is [string, string][] =>
  Array.isArray(value) && value.every((one) => Array.isArray(one) && one.length === 2);
