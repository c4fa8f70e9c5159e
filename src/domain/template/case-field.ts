/** Values that every template may use; they are read from the case at send time. */
export const CASE_FIELDS = [
  'lender',
  'organisation',
  'hotline',
  'website',
  'waysToPay',
  'signature',
  'maskedName',
  'product',
  'reference',
  'outstanding',
  'principal',
  'interest',
  'fees',
  'paid',
  'dueOn',
  'daysPastDue',
  'crisisLine',
  'emergencyNumber',
] as const;
export type CaseField = (typeof CASE_FIELDS)[number];

/** Absent in some cases: a template may print them only where it has asked whether they are there. */
export const OPTIONAL_CASE_FIELDS: ReadonlySet<string> = new Set<CaseField>(['paid', 'daysPastDue']);

/** Read from the debt: a message that is about no debt has none of them. */
export const DEBT_CASE_FIELDS: ReadonlySet<string> = new Set<CaseField>([
  'product',
  'reference',
  'outstanding',
  'principal',
  'interest',
  'fees',
  'paid',
  'dueOn',
  'daysPastDue',
]);

/** Case fields that tell a reader that there is a debt. */
export const REVEALING_CASE_FIELDS: ReadonlySet<string> = new Set<CaseField>([
  'product',
  'reference',
  'outstanding',
  'principal',
  'interest',
  'fees',
  'paid',
  'dueOn',
  'daysPastDue',
  'waysToPay',
]);
