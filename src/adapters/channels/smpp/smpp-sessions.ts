import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { AccountSessions } from './account-sessions.js';
import type { SessionsHear } from './account-sessions.js';
import { SMPP_SETTINGS } from './settings.js';

/** How often connections without work are looked for. */
const IDLE_LOOK_MS = 1_000;

/**
 * The connections of this process, shared by gateway and listener. An account that is listened to here is sent
 * through the same ones; any other gets transmitters of its own, which are closed when nothing leaves for a while.
 */
@Injectable()
export class SmppSessions implements OnModuleDestroy {
  private readonly byAccount = new Map<ChannelAccount['id'], AccountSessions>();
  private readonly closing = new Set<Promise<void>>();
  private idleLook: NodeJS.Timeout | null = null;

  /** Opens the account for both directions; one that is open with an older version or only for sending, anew. */
  listen(account: ChannelAccount, hears: SessionsHear): AccountSessions {
    const settings = SMPP_SETTINGS.read(account.settings);
    this.drop(account.id);
    const sessions = new AccountSessions(account.version, settings, hears);
    this.byAccount.set(account.id, sessions);
    return sessions;
  }

  /** Throws `CHANNEL_ACCOUNT.BAD_SETTING`. */
  forSending(account: ChannelAccount): AccountSessions {
    const open = this.byAccount.get(account.id);
    if (open !== undefined && (open.isListening || open.version >= account.version)) return open;
    const settings = SMPP_SETTINGS.read(account.settings);
    this.drop(account.id);
    const sessions = new AccountSessions(account.version, settings, null);
    this.byAccount.set(account.id, sessions);
    this.idleLook ??= setInterval(() => this.closeIdle(), IDLE_LOOK_MS).unref();
    return sessions;
  }

  opened(accountId: ChannelAccount['id']): AccountSessions | null {
    return this.byAccount.get(accountId) ?? null;
  }

  async close(accountId: ChannelAccount['id']): Promise<void> {
    this.drop(accountId);
    await Promise.all(this.closing);
  }

  async onModuleDestroy(): Promise<void> {
    if (this.idleLook !== null) clearInterval(this.idleLook);
    for (const accountId of [...this.byAccount.keys()]) this.drop(accountId);
    await Promise.all(this.closing);
  }

  private drop(accountId: ChannelAccount['id']): void {
    const open = this.byAccount.get(accountId);
    if (open === undefined) return;
    this.byAccount.delete(accountId);
    const closed = open.close().finally(() => this.closing.delete(closed));
    this.closing.add(closed);
  }

  private closeIdle(): void {
    for (const [accountId, sessions] of this.byAccount) {
      const isIdle = sessions.idleMs > sessions.settings.idleSeconds * 1_000;
      if (!sessions.isListening && isIdle) this.drop(accountId);
    }
  }
}
