import type { PlanTerms } from '../../domain/arrangement/arrangement.js';
import { writeAmount, writePlanLines } from '../../domain/conversation/wording.js';
import type { MessageFields } from '../../domain/message/message.js';
import type { Locale } from '../../domain/shared/locale.js';

/** What the message says that puts a plan to the debtor: every date and amount. */
export const planFields = (terms: PlanTerms, locale: Locale): MessageFields => ({
  planLines: writePlanLines(terms.instalments, terms.currency, locale),
  total: writeAmount(terms.totalMinor, terms.currency, locale),
  ...(terms.discountMinor > 0 ? { discount: writeAmount(terms.discountMinor, terms.currency, locale) } : {}),
});
