import type { Currency } from '../../domain/shared/money.js';

/** How many debts, conversations and messages of the tenant came how far. Counts of debts unless said otherwise. */
export interface PortfolioCounts {
  readonly debts: number;
  /** With at least one message that was handed over, or may have been. */
  readonly contacted: number;
  /** Whose debtor was confirmed at a contact point at any time. */
  readonly rightParty: number;
  /** Whose debtor wrote back. */
  readonly replied: number;
  readonly promised: number;
  readonly promisesKept: number;
  readonly promisesPartlyKept: number;
  readonly promisesBroken: number;
  readonly plansAgreed: number;
  readonly plansCompleted: number;
  readonly plansBroken: number;
  readonly paid: number;
  readonly disputes: number;
  /** Contact points. */
  readonly optOuts: number;
  /** Items of the desk's queue. */
  readonly handOffs: number;
  /** Paid or settled, and no item of the queue was ever opened for the debtor. */
  readonly closedWithoutPerson: number;
}

export interface CountBy {
  readonly name: string;
  readonly count: number;
}

/** Money in minor units of the currency. */
export interface MoneyFigures {
  readonly currency: Currency;
  readonly debts: number;
  readonly owedMinor: number;
  readonly recoveredMinor: number;
}

/** One arm of an experiment, with both denominators: every debt that was drawn into it, and those contacted. */
export interface ArmFigures {
  readonly experiment: string;
  readonly arm: string;
  readonly debts: number;
  readonly contacted: number;
  readonly paid: number;
}

/** Figures of the tenant whose unit of work is running. */
export abstract class PortfolioFigures {
  abstract counts(): Promise<PortfolioCounts>;
  abstract messagesByState(): Promise<CountBy[]>;
  /** Messages that were not sent, by the rule or reason that stopped them. */
  abstract unsentByRule(): Promise<CountBy[]>;
  abstract money(): Promise<MoneyFigures[]>;
  abstract arms(): Promise<ArmFigures[]>;
}
