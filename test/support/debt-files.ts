const DEBT: Readonly<Record<string, string>> = {
  lender: 'northwind',
  reference: 'D-1',
  name: 'Ada Brooks',
  id_number: '900001123X',
  birth_date: '1990-05-01',
  locale: 'en',
  zone: 'America/New_York',
  residence: 'US-NY',
  product: 'personal-loan',
  currency: 'USD',
  principal: '5800.00',
  interest: '150.00',
  fees: '50.00',
  due_date: '2026-01-05',
  role: 'creditor',
  provenance: 'contract',
  consent: '2025-05-01 contract',
  phone: '+12125550001',
};

/** A file of debts as a lender sends it: one line per change of the debt that everybody starts from. */
export const debtFile = (...changes: readonly Readonly<Record<string, string>>[]): string => {
  const columns = [...new Set([...Object.keys(DEBT), ...changes.flatMap((change) => Object.keys(change))])];
  const rows = changes.map((change) => columns.map((column) => change[column] ?? DEBT[column] ?? ''));
  return [columns, ...rows].map((cells) => `${cells.join(',')}\n`).join('');
};

/** The debt of one person, with that person's own telephone and ID. */
export const person = (number: number): Readonly<Record<string, string>> => {
  const serial = String(number).padStart(4, '0');
  return { reference: `D-${number}`, id_number: `90${serial}123X`, phone: `+1212555${serial}` };
};
