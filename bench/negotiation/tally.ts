import type { Understanding } from '../../src/domain/understanding/understanding.js';
import type { SimAct } from './simulator.js';

/** The intents by which an act of the simulator is understood; the first of a message decides. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  hello: ['negotiate_terms', 'hardship'],
  state_affordability: ['negotiate_terms', 'promise_to_pay', 'hardship'],
  counter: ['negotiate_terms', 'reject_offer', 'promise_to_pay'],
  stall: ['callback_later'],
  reject: ['abusive'],
  accept: ['accept_offer'],
};
const PROTECTS: Readonly<Record<string, readonly string[]>> = {
  stop_contact: ['stop_contact', 'cease_contact'],
  dispute_not_mine: ['dispute_not_mine', 'not_debtor'],
  dispute_amount: ['dispute_amount', 'already_paid'],
};

/** What happened in the dialogues of one run. */
export class Tally {
  messages = 0;
  misread = 0;
  /** Lines that were read otherwise than meant, with what they were read as. */
  readonly examples = new Map<string, number>();
  repeated = 0;
  offPath = 0;
  offPathToStaff = 0;
  offPathLostOffer = 0;
  yesUnheard = 0;
  unreadable = 0;
  /** Protective acts that were not understood in any wording. */
  unheard = 0;
  agreedUnseen = 0;
  agreedUnasked = 0;
  promisedUnasked = 0;
  readonly outside: string[] = [];

  read(act: SimAct, text: string, { intents, slots }: Understanding): void {
    if (act.type === 'off') return;
    this.messages += 1;
    const primary = intents[0]?.name ?? 'out_of_scope';
    const meant = act.type === 'protective' ? protectiveOf(act.kind ?? '') : (MEANT[act.type] ?? []);
    const figure = act.type !== 'state_affordability' || slots.amount?.minor === figureOf(act);
    if (meant.includes(primary) && (figure || (act.disposable ?? 0) < 100)) return;
    this.misread += 1;
    const example = `${act.kind ?? act.type} "${text.replace(/\d+/gu, '#')}": ${primary}`;
    this.examples.set(example, (this.examples.get(example) ?? 0) + 1);
  }

  /** What must never happen; empty: it did not. */
  broken(): readonly string[] {
    return [
      ...this.outside.map((fault) => `terms outside the limits: ${fault}`),
      ...(this.agreedUnseen > 0 ? [`${this.agreedUnseen} agreed without all dates and amounts`] : []),
      ...(this.agreedUnasked > 0 ? [`${this.agreedUnasked} agreed without a yes`] : []),
      ...(this.promisedUnasked > 0 ? [`${this.promisedUnasked} promises that nobody made`] : []),
    ];
  }

  summary(): string {
    const share = (part: number, whole: number): string =>
      `${part} of ${whole} (${((100 * part) / Math.max(1, whole)).toFixed(1)} %)`;
    return [
      `messages read otherwise than meant: ${share(this.misread, this.messages)}; said again: ${this.repeated}`,
      `beside the point: ${this.offPath}, of them to a person: ${this.offPathToStaff}, offer lost: ${this.offPathLostOffer}`,
      `offers that could not be read: ${this.unreadable}; a yes never understood: ${this.yesUnheard}; protective act never understood: ${this.unheard}`,
      ...(this.broken().length > 0
        ? this.broken()
        : ['nothing outside the limits, nothing agreed unseen or unasked']),
    ].join('\n');
  }
}

const protectiveOf = (kind: string): readonly string[] => PROTECTS[kind] ?? [kind];

const figureOf = ({ disposable = 0 }: SimAct): number => Math.floor(disposable / 100) * 100;
