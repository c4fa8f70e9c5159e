import { addDays, dayOf, monthOf } from '../domain/calendar/local-date.js';
import type { LocalDate } from '../domain/calendar/local-date.js';
import type { Locale } from '../domain/shared/locale.js';
import type { DemoDebtor } from './portfolio.js';
import { SeededRandom } from './seeded-random.js';
import { shownPayments, whatItAsks } from './what-it-asks.js';
import type { Ask } from './what-it-asks.js';

/** What a debtor does about a text: writes back after some minutes, pays on some days, or nothing. */
export interface Reaction {
  readonly reply: { readonly text: string; readonly afterMinutes: number } | null;
  readonly payments: readonly { readonly on: LocalDate; readonly amountMinor: number }[];
}

const NOTHING: Reaction = { reply: null, payments: [] };

/**
 * A debtor of the demo. Sees texts only, as on a phone, and behaves by temper; the same seed and the same texts
 * lead to the same behaviour.
 */
export class DebtorMind {
  private readonly random: SeededRandom;
  private readonly times = new Map<Ask, number>();
  private saidOnce = false;

  constructor(
    seed: string,
    private readonly debtor: DemoDebtor,
  ) {
    this.random = new SeededRandom(`${seed}/mind/${debtor.reference}`);
  }

  /** What this person pays without being asked: a few pay anyway, which is what a control group shows. */
  paysAnyway(start: LocalDate, days: number): Reaction['payments'] {
    const willing = this.random.next() < (this.debtor.temper === 'wrong-number' ? 0 : 0.06);
    const on = addDays(start, this.random.between(1, Math.max(1, days - 2)));
    return willing ? [{ on, amountMinor: this.owedMinor }] : [];
  }

  reactTo(text: string, today: LocalDate): Reaction {
    const ask = whatItAsks(text);
    const time = (this.times.get(ask) ?? 0) + 1;
    this.times.set(ask, time);
    if (this.debtor.temper === 'silent' || time > 6) return NOTHING;
    const { words, payments } = this.answer(ask, time, text, today);
    const afterMinutes = this.random.between(2, this.random.next() < 0.8 ? 90 : 700);
    return { reply: words === null ? null : { text: words, afterMinutes }, payments };
  }

  private get owedMinor(): number {
    return this.debtor.principalMinor + this.debtor.interestMinor + this.debtor.feesMinor;
  }

  private say(zh: string, en: string): string {
    const words: Record<Locale, string> = { 'zh-CN': zh, en };
    return words[this.debtor.locale];
  }

  private answer(
    ask: Ask,
    time: number,
    text: string,
    today: LocalDate,
  ): { readonly words: string | null; readonly payments: Reaction['payments'] } {
    switch (ask) {
      case 'who-are-you':
        return just(this.whoIAm(time));
      case 'prove-it-is-you':
        return just(this.proof());
      case 'case':
        return this.aboutTheCase(time, today);
      case 'when-and-how-much':
        return just(this.promise(today));
      case 'is-this-promise-right':
      case 'confirm-the-plan':
        return just('1');
      case 'promise-noted':
        return {
          words: null,
          payments: this.debtor.temper === 'promises-and-forgets' ? [] : this.pay(text, 0.85),
        };
      case 'what-can-you-pay':
        return just(this.offer(time));
      case 'is-this-plan-good':
        return just(this.debtor.temper === 'bargains' && time < 3 ? this.counter(time) : '1');
      case 'plan-noted':
        return { words: null, payments: this.pay(text, 0.92) };
      case 'missed':
        return { words: null, payments: this.random.next() < 0.6 ? this.pay(text, 1) : [] };
      case 'payment-details':
        return just(this.say('10月9号付的，流水号 88012345', 'paid it on 9 October, reference 88012345'));
      case 'what-else':
      case 'nothing':
        return just(null);
    }
  }

  private whoIAm(time: number): string | null {
    if (this.debtor.temper === 'wrong-number')
      return this.say('打错了，我不认识这个人', 'wrong number, I do not know them');
    if (time === 1 && this.random.next() < 0.15) return null;
    return this.random.next() < 0.7 ? '1' : this.say('是我', 'yes, this is me');
  }

  private proof(): string {
    const { idNumber, birthDate, temper } = this.debtor;
    return temper === 'fails-identity' ? `0000 1950-01-01` : `${idNumber.slice(-4)} ${birthDate}`;
  }

  /** The first time the case is shown, everybody says what is on their mind; later only some go on. */
  private aboutTheCase(time: number, today: LocalDate): ReturnType<DebtorMind['answer']> {
    if (this.saidOnce && (time > 3 || this.random.next() < 0.5)) return just(null);
    this.saidOnce = true;
    switch (this.debtor.temper) {
      case 'pays-at-once':
        return {
          words: this.say('怎么付款？', 'how do I pay?'),
          payments: [{ on: addDays(today, this.random.between(0, 2)), amountMinor: this.owedMinor }],
        };
      case 'promises-and-pays':
      case 'promises-and-forgets':
        return just(this.promise(today));
      case 'asks-for-plan':
      case 'bargains':
        return just(
          this.say('一次付不起，可以分期吗', 'I cannot pay it all at once, can I pay in instalments?'),
        );
      case 'has-paid-already':
        return just(this.say('我已经还了啊', 'I have already paid this'));
      case 'disputes':
        return just(
          this.random.next() < 0.5
            ? this.say('这笔钱不是我借的', 'this debt is not mine, I never took it')
            : this.say('金额不对，我没欠这么多', 'the amount is wrong, I do not owe that much'),
        );
      case 'hardship':
        return just(this.say('我失业了，现在实在没钱', 'I lost my job and have no money right now'));
      case 'crisis':
        return just(this.say('我真的活不下去了，不想活了', 'I cannot go on, I want to die'));
      case 'stops':
        return just(this.say('别再发了', 'Stop. Thank you'));
      case 'asks-for-person':
        return just(this.say('我要找人工', 'I want to talk to a person'));
      case 'abuses':
        return just(this.say('滚，你们这帮王八蛋', 'screw you, you bloody idiots'));
      case 'wrong-number':
      case 'fails-identity':
      case 'silent':
        return just(null);
    }
  }

  private promise(today: LocalDate): string {
    const day = addDays(today, this.random.between(2, 12));
    const whole = Math.floor(this.owedMinor / 100);
    const amount = this.random.next() < 0.7 ? whole : Math.max(1, Math.floor(whole / 2));
    return this.say(`${monthOf(day)}月${dayOf(day)}号付${amount}元`, `I will pay ${amount} on ${day}`);
  }

  private offer(time: number): string {
    const months = time === 1 ? this.random.between(3, 6) : this.random.between(6, 10);
    const monthly = Math.max(20, Math.ceil(this.owedMinor / 100 / months));
    return this.random.next() < 0.6
      ? this.say(`每个月${monthly}`, `${monthly} a month`)
      : this.say(`分${months}期`, `in ${months} monthly instalments`);
  }

  private counter(time: number): string {
    const months = time === 1 ? 24 : 12;
    return this.say(`太多了，分${months}期行吗`, `too much, can we do ${months} monthly payments?`);
  }

  /** Pays what a text named, each part as reliably as this person is. */
  private pay(text: string, reliability: number): Reaction['payments'] {
    return shownPayments(text).flatMap(({ dueOn, amountMinor }) => {
      const early = this.random.between(0, 1);
      const part = this.random.next() < 0.1 ? Math.ceil(amountMinor / 2) : amountMinor;
      return this.random.next() < reliability ? [{ on: addDays(dueOn, -early), amountMinor: part }] : [];
    });
  }
}

const just = (words: string | null): { readonly words: string | null; readonly payments: [] } => ({
  words,
  payments: [],
});
