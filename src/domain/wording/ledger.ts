import type { LocalDate } from '../calendar/local-date.js';
import type { Locale } from '../shared/locale.js';
import type { Currency, Money } from '../shared/money.js';

/** What is on record about a case, against which a text is held before it is sent. */
export interface Ledger {
  readonly locale: Locale;
  /** The debtor's local day. */
  readonly today: LocalDate;
  readonly currency: Currency;
  /** The figure that is meant when a text tells a wrong one: what is owed now. */
  readonly outstanding: Money | null;
  /** Every amount that a text may rightly tell: components, payments, promises, instalments, plans on the table. */
  readonly amounts: readonly Money[];
  /** Every day that a text may rightly tell. */
  readonly dates: readonly LocalDate[];
  /** The debtor's full name; null where it is not known. */
  readonly name: string | null;
}
