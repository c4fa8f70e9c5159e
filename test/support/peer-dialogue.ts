import type { InboundContent } from '../../src/domain/conversation/inbound-content.js';
import type { Locale } from '../../src/domain/shared/locale.js';
import type { ChannelHouse } from './channel-house.js';
import type { PhoneContent } from './channel-peer.js';
import type { Dialogue, Sent } from './dialogue.js';
import { eventually } from './eventually.js';
import { newDebtor } from './people.js';
import { SECOND, plus } from '../../src/domain/calendar/instant.js';

const TYPING = 15 * SECOND;
const HANDED_OVER = ['sent', 'sent-unconfirmed', 'delivered', 'read'];

/** A debtor with a phone at a real peer, and everything that is stored about that person. */
export class PeerDialogue {
  private told = 0;
  private written = 0;

  private constructor(
    readonly house: ChannelHouse,
    /** What is stored; its own phone is not used. */
    readonly stored: Dialogue,
    readonly address: string,
  ) {}

  static async begin(house: ChannelHouse, locale: Locale, person: number): Promise<PeerDialogue> {
    const address = house.peer.addressOf(person);
    const { channel } = house.kind;
    const addresses = new Map([[channel, address]]);
    const dialogue = await newDebtor(house.service, locale, { channels: [channel], addresses });
    return new PeerDialogue(house, dialogue, address);
  }

  /** Writes a text and reads what comes back: the names of the templates, in order. */
  says(text: string): Promise<string[]> {
    return this.sends({ kind: 'text', text });
  }

  async sends(content: PhoneContent): Promise<string[]> {
    this.house.service.clock.advanceTo(plus(this.house.service.now(), TYPING));
    await this.house.peer.writes(this.address, content);
    this.written += 1;
    await eventually(async () => {
      const heard = await this.heard();
      if (heard.length < this.written) throw new Error(`only ${heard.length} of ${this.written} arrived`);
    });
    return this.hears();
  }

  /** Lets everything due run, and waits until the phone shows all that was handed over; the templates of what is new. */
  async hears(): Promise<string[]> {
    await this.house.service.work();
    const sent = await this.sent();
    await eventually(async () => {
      const shown = await this.house.peer.shown(this.address);
      const bodies = sent.map(({ body }) => body);
      if (JSON.stringify(shown) !== JSON.stringify(bodies)) {
        throw new Error(
          `the phone shows ${JSON.stringify(shown)}, handed over were ${JSON.stringify(bodies)}`,
        );
      }
    });
    const news = sent.slice(this.told).map(({ template }) => template);
    this.told = sent.length;
    return news;
  }

  /** What was handed over, in the order in which it left. */
  async sent(): Promise<Sent[]> {
    const messages = await this.stored.messages();
    return messages
      .filter(({ state }) => HANDED_OVER.includes(state))
      .sort((a, b) => (a.sentAt ?? 0) - (b.sentAt ?? 0));
  }

  async heard(): Promise<InboundContent[]> {
    return (await this.house.heardFrom(this.address)).map(({ content }) => content);
  }
}
