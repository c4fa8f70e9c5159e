import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelAccount } from '../../application/ports/channel-accounts.js';
import type { SimulatedPhones } from '../../application/ports/simulated-phones.js';

/** A contact point that a simulator account serves. */
export interface Phone {
  readonly account: ChannelAccount;
  readonly address: string;
}

const LOOK_EVERY_MS = 250;

/** Shows the texts that arrive on one simulated phone, each once, in order. */
export class PhoneScreen {
  private next = 0;
  private looking: Promise<number> = Promise.resolve(0);

  constructor(
    private readonly phones: SimulatedPhones,
    private readonly phone: Phone,
    private readonly out: (line: string) => void,
  ) {}

  /** Shows what is new; returns how many texts that was. */
  show(): Promise<number> {
    return (this.looking = this.looking.then(() => this.look()));
  }

  /** Goes on looking until something was shown or the time is over. */
  async await(milliseconds: number): Promise<void> {
    for (let waited = 0; (await this.show()) === 0 && waited < milliseconds; waited += LOOK_EVERY_MS) {
      await sleep(LOOK_EVERY_MS);
    }
  }

  private async look(): Promise<number> {
    let count = 0;
    for (const shown of await this.phones.shown(this.phone.account, this.next)) {
      this.next = shown.place + 1;
      if (shown.address !== this.phone.address) continue;
      count += 1;
      shown.text.split('\n').forEach((line, index) => this.out(`${index === 0 ? '◂' : ' '} ${line}`));
    }
    return count;
  }
}
