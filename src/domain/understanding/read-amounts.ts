import type { Currency, Money } from '../shared/money.js';
import { exponentOf, money } from '../shared/money.js';
import { moneyFigures } from './money-figures.js';
import type { Figure } from './read-figures.js';
import type { Stance } from './whose-figure.js';
import { weighFigure } from './whose-figure.js';

export interface AmountReading {
  readonly value: Money;
  readonly index: number;
  readonly length: number;
}

/** A figure that is the writer's own position. */
export interface OwnAmount {
  /** One, or every reading of a figure that could mean several, likeliest first. */
  readonly readings: readonly Money[];
  readonly words: string;
  /** How strongly it is put forward, against others of the same message. */
  readonly weight: number;
  readonly figure: Figure;
}

/** Before a number, these say that it is no figure of the writer's, whoever writes. */
const NO_FIGURE = /(?:\bnot|不是|怎么要|怎么变|要我还|却要|变成|工资|收入|房租|rent|salary|earn)\s?(?:是|:)?\s?$/;

/** Every amount of money in a text that is not plainly something else, in order. A bare number must be 10 or more. */
export const readAmounts = (text: string, currency: Currency): AmountReading[] =>
  moneyFigures(text, text)
    .filter(({ before }) => !NO_FIGURE.test(before))
    .flatMap((figure) => {
      const [value] = readingsOf(figure, currency);
      return value ? [{ value, index: figure.index, length: figure.end - figure.index }] : [];
    });

/**
 * The amounts that a message of this stance puts forward as its writer's own position, in order. `context` is the text
 * before any words in it were blanked.
 */
export function readOwnAmounts(text: string, context: string, stance: Stance, currency: Currency): OwnAmount[] {
  const own = moneyFigures(text, context).flatMap((figure) => {
    const weight = weighFigure(figure, stance);
    const readings = readingsOf(figure, currency);
    const words = context.slice(figure.index, figure.end).trim();
    return weight === null || readings.length === 0 ? [] : [{ readings, words, weight, figure }];
  });
  return own.filter((one, at) => {
    const next = own[at + 1];
    return !next || !CORRECTS.test(context.slice(one.figure.end, next.figure.index).slice(0, REACH));
  });
}

const REACH = 30;
/** Between two figures, these say that the first was a slip. */
const CORRECTS =
  /(?:^|[\s,.;-])(?:no|sorry|i mean|i meant|make (?:that|it)|scratch that|actually|wait|correction|oops|or better)\b|不对|说错|打错|写错|错了|哦不|不不|更正|改成|应该是|口误|[,，。\s](?:不|算了)[,，]/;

const readingsOf = ({ values, currency }: Figure, usual: Currency): Money[] =>
  values.flatMap((value) => {
    const named = currency ?? usual;
    const minor = Math.round(value * 10 ** exponentOf(named));
    return Number.isSafeInteger(minor) && minor > 0 ? [money(minor, named)] : [];
  });
