import type { Place, Submitted } from './smsc-wire.js';

const LONGEST_PART = 67;
const LONGEST_ALONE = 70;

/** The phones behind an SMSC: they put long texts together and show them in the order in which they are whole. */
export class SmsPhones {
  private readonly byNumber = new Map<string, string[]>();
  private readonly parts = new Map<string, Map<number, string>>();

  take({ from, to, text, part }: Submitted): void {
    const number = digits(to);
    if (part === null) return this.show(number, text);
    const key = [from, number, part.reference, part.total].join();
    const held = this.parts.get(key) ?? new Map<number, string>();
    held.set(part.sequence, text);
    this.parts.set(key, held);
    if (held.size < part.total) return;
    this.parts.delete(key);
    this.show(
      number,
      [...held]
        .sort(([one], [other]) => one - other)
        .map(([, piece]) => piece)
        .join(''),
    );
  }

  shown(address: string): readonly string[] {
    return [...(this.byNumber.get(digits(address)) ?? [])];
  }

  /** How many phones whose numbers begin so show something, and how many show more than one text. */
  tally(beginning: string): { readonly phones: number; readonly twice: number } {
    const shown = [...this.byNumber].filter(([number]) => number.startsWith(beginning));
    return { phones: shown.length, twice: shown.filter(([, texts]) => texts.length > 1).length };
  }

  /** As a phone cuts a long text, in the middle of an emoji too. */
  cut(text: string, reference: number): { readonly text: string; readonly part: Place | null }[] {
    if (text.length <= LONGEST_ALONE) return [{ text, part: null }];
    const total = Math.ceil(text.length / LONGEST_PART);
    return Array.from({ length: total }, (_, at) => ({
      text: text.slice(at * LONGEST_PART, (at + 1) * LONGEST_PART),
      part: { reference, total, sequence: at + 1 },
    }));
  }

  private show(number: string, text: string): void {
    this.byNumber.set(number, [...(this.byNumber.get(number) ?? []), text]);
  }
}

const digits = (address: string): string => address.replace(/\D/gu, '');
