import type { Instant } from '../../domain/calendar/instant.js';
import { todayIn } from '../../domain/calendar/zone.js';
import { writeDate } from '../../domain/conversation/wording.js';
import { daysPastDue } from '../../domain/debt/delinquency.js';
import type { Debt } from '../../domain/debt/debt.js';
import { outstanding } from '../../domain/debt/debt.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import { maskName } from '../../domain/debtor/mask-name.js';
import type { MessageFields } from '../../domain/message/message.js';
import type { Locale } from '../../domain/shared/locale.js';
import { formatMoney, money } from '../../domain/shared/money.js';
import type { CaseField } from '../../domain/template/case-field.js';
import type { CrisisLines } from '../ports/crisis-lines.js';

export interface Case {
  readonly debtor: Debtor;
  readonly lender: Lender;
  readonly debt: Debt | null;
}

/** The fields that every template may use, as they are at this moment, in the words of the locale. */
export function caseFields(
  { debtor, lender, debt }: Case,
  locale: Locale,
  now: Instant,
  crisisLines: CrisisLines,
): MessageFields {
  const country = debtor.country ?? lender.country;
  return {
    lender: lender.displayName[locale],
    organisation: lender.organisation[locale],
    hotline: lender.hotline,
    website: lender.website,
    waysToPay: lender.waysToPay[locale],
    signature: lender.signature,
    maskedName: maskName(debtor.name, locale),
    crisisLine: crisisLines.crisisLine(country),
    emergencyNumber: crisisLines.emergencyNumber(country),
    ...(debt ? debtFields(debt, debtor, lender, locale, now) : {}),
  } satisfies Partial<Record<CaseField, string | number>>;
}

function debtFields(debt: Debt, debtor: Debtor, lender: Lender, locale: Locale, now: Instant) {
  const print = (minor: number): string => formatMoney(money(minor, debt.currency), locale);
  const { principalMinor, interestMinor, feesMinor, paidMinor } = debt.components;
  const days = daysPastDue(debt, todayIn(now, debtor.zones[0] ?? lender.zone));
  return {
    product: debt.product,
    reference: debt.reference,
    outstanding: formatMoney(outstanding(debt), locale),
    principal: print(principalMinor),
    interest: print(interestMinor),
    fees: print(feesMinor),
    dueOn: writeDate(debt.dueOn, locale),
    ...(paidMinor > 0 ? { paid: print(paidMinor) } : {}),
    ...(days > 0 ? { daysPastDue: days } : {}),
  };
}
