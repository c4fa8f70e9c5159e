import type { AccountState } from '../../../domain/channel/account-state.js';
import type { SmppSettings } from './settings.js';
import { SmppLink } from './smpp-link.js';
import type { LinkHears, Reply } from './smpp-link.js';
import { STATUS, refusalOfBind } from './translate.js';

const INTERFACE_VERSION = 0x34;
const FIRST_PAUSE_MS = 250;
const SECOND_MS = 1_000;

export type BindRole = 'transceiver' | 'transmitter' | 'receiver';

export interface BindState {
  readonly state: Extract<AccountState, 'starting' | 'up' | 'down' | 'blocked'>;
  readonly detail: string;
}

export interface FirstBindHears extends LinkHears {
  /** Bound: deliveries may come from now on. */
  began(): void;
}

export interface BindHears extends FirstBindHears {
  changed(): void;
  ended(): void;
}

/** Connects and binds once. Never rejects; gives the state instead when that fails. */
export const bindOnce = async (
  role: BindRole,
  settings: SmppSettings,
  hears: FirstBindHears,
): Promise<SmppLink | BindState> => {
  let link: SmppLink;
  try {
    link = await SmppLink.open(settings, hears);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    return {
      state: 'down',
      detail: `Nobody answers at the host and port of the SMSC${code}; check both, and whether our address is allowed there.`,
    };
  }
  const isBound = (reply: Reply): boolean => reply.kind === 'answer' && reply.status === STATUS.ok;
  const reply = await link.request(
    `bind_${role}`,
    {
      system_id: settings.systemId,
      password: settings.password,
      system_type: settings.systemType,
      interface_version: INTERFACE_VERSION,
      addr_ton: 0,
      addr_npi: 0,
      address_range: '',
    },
    (heard) => {
      if (isBound(heard)) hears.began();
    },
  );
  if (isBound(reply)) return link;
  link.destroy('the bind failed');
  return reply.kind === 'answer'
    ? refusalOfBind(reply.status)
    : { state: 'down', detail: 'The SMSC does not answer the bind; ask the carrier whether it is up.' };
};

/** One place at the SMSC: binds, and binds anew in a new connection whenever the old one ended, until it is closed. */
export class SmppBind {
  private open = true;
  private current: SmppLink | null = null;
  private how: BindState = { state: 'starting', detail: 'Connecting to the SMSC.' };
  private wake: () => void = () => undefined;
  private readonly running: Promise<void>;

  constructor(
    readonly role: BindRole,
    private readonly settings: SmppSettings,
    private readonly hears: BindHears,
  ) {
    this.running = this.keep();
  }

  get state(): BindState {
    return this.how;
  }

  /** The connection, while it is bound. */
  get link(): SmppLink | null {
    return this.current;
  }

  async close(): Promise<void> {
    this.open = false;
    this.wake();
    await this.current?.end();
    await this.running;
  }

  private async keep(): Promise<void> {
    for (let failures = 0; this.open;) {
      const bound = await bindOnce(this.role, this.settings, this.hears);
      if (!(bound instanceof SmppLink)) {
        failures += 1;
        this.become(bound);
        if (this.open) await this.pause(this.pauseAfter(failures, bound.state));
        continue;
      }
      if (!this.open) {
        await bound.end();
        return this.hears.ended();
      }
      failures = 0;
      this.current = bound;
      this.become({ state: 'up', detail: 'Bound to the SMSC.' });
      bound.keepAlive();
      const reason = await bound.ended;
      this.current = null;
      this.hears.ended();
      this.become({
        state: 'down',
        detail: `The connection to the SMSC ended: ${reason}. Connecting again.`,
      });
      if (this.open) await this.pause(FIRST_PAUSE_MS);
    }
  }

  private pauseAfter(failures: number, state: BindState['state']): number {
    if (state === 'blocked') return this.settings.badLoginSeconds * SECOND_MS;
    return Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), this.settings.reconnectSeconds * SECOND_MS);
  }

  private pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private become(state: BindState): void {
    this.how = state;
    this.hears.changed();
  }
}
