import type { LocalDate } from '../../domain/calendar/local-date.js';
import type { ZoneId } from '../../domain/calendar/zone.js';
import { instantAt, zoneId } from '../../domain/calendar/zone.js';
import type { DebtComponents } from '../../domain/debt/debt.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { Consent, Provenance } from '../../domain/debtor/contact-point.js';
import { PROVENANCES } from '../../domain/debtor/contact-point.js';
import type { Channel } from '../../domain/shared/channel.js';
import type { Locale } from '../../domain/shared/locale.js';
import type { Currency } from '../../domain/shared/money.js';
import type { PhoneNumbers } from '../ports/phone-numbers.js';
import type { DebtColumn } from './debt-columns.js';
import { CONTACT_COLUMNS } from './debt-columns.js';
import type { RowReader } from './row-reader.js';
import { residenceOf } from './zones-of-residence.js';

export interface ImportedContact {
  readonly channel: Channel;
  readonly address: string;
  readonly provenance: Provenance;
  readonly consent: Consent | null;
}

/** One row of a file of debts, understood. */
export interface DebtRow {
  readonly lender: Lender;
  readonly reference: string;
  readonly debtorReference: string | null;
  readonly name: string | null;
  readonly idNumber: string | null;
  readonly birthDate: LocalDate | null;
  readonly locale: Locale;
  readonly zones: readonly ZoneId[];
  readonly country: string | null;
  readonly product: string;
  readonly currency: Currency;
  readonly components: Omit<DebtComponents, 'paidMinor'>;
  readonly dueOn: LocalDate;
  readonly tenantRole: 'creditor' | 'agency';
  readonly assignmentNoticeOn: LocalDate | null;
  readonly contacts: readonly ImportedContact[];
}

const ROLES: Readonly<Record<string, DebtRow['tenantRole']>> = {
  creditor: 'creditor',
  债权人: 'creditor',
  自营: 'creditor',
  agency: 'agency',
  受托: 'agency',
  受托方: 'agency',
  代理: 'agency',
  委外: 'agency',
};

/** Throws a `RowRejection` that names the first column that cannot be taken. */
export function readDebtRow(row: RowReader<DebtColumn>, lender: Lender, phoneNumbers: PhoneNumbers): DebtRow {
  const reference = row.required('reference');
  const debtorReference = row.optional('debtor_reference');
  const idNumber = row.optional('id_number')?.toUpperCase() ?? null;
  if (debtorReference === null && idNumber === null) {
    throw row.rejection(
      'debtor_reference',
      'INTAKE.NO_DEBTOR_KEY',
      'The row has neither a debtor reference nor an ID, so nobody can be told apart by it.',
    );
  }
  const currency = row.currency('currency');
  row.required('principal');
  const components = {
    principalMinor: row.amount('principal', currency),
    interestMinor: row.amount('interest', currency),
    feesMinor: row.amount('fees', currency),
  };
  const total = components.principalMinor + components.interestMinor + components.feesMinor;
  if (total === 0) {
    throw row.rejection('principal', 'INTAKE.NOTHING_OWED', 'Principal, interest and fees are all zero.');
  }
  if (!Number.isSafeInteger(total)) {
    throw row.rejection('principal', 'INTAKE.BAD_AMOUNT', 'The amounts add up to more than can be counted.');
  }
  return {
    lender,
    reference,
    debtorReference,
    name: row.optional('name'),
    idNumber,
    birthDate: row.date('birth_date'),
    locale: localeOf(row, lender),
    ...whereabouts(row),
    product: row.required('product'),
    currency,
    components,
    dueOn: row.requiredDate('due_date'),
    tenantRole: roleOf(row, lender),
    assignmentNoticeOn: row.date('assignment_notice'),
    contacts: contactsOf(row, lender, phoneNumbers),
  };
}

function localeOf(row: RowReader<DebtColumn>, lender: Lender): Locale {
  const text = row.text('locale').toLowerCase().replace('_', '-');
  if (text === '') return lender.country === 'CN' ? 'zh-CN' : 'en';
  if (text === '中文' || /^zh(-(cn|hans|hans-cn|sg))?$/.test(text)) return 'zh-CN';
  if (text === '英文' || /^en(-[a-z]{2})?$/.test(text)) return 'en';
  throw row.rejection('locale', 'INTAKE.UNKNOWN_LOCALE', 'The language must be zh-CN or en.');
}

function whereabouts(row: RowReader<DebtColumn>): Pick<DebtRow, 'zones' | 'country'> {
  const stated = row
    .text('zone')
    .split(/[;|\s]+/u)
    .filter((name) => name !== '')
    .map((name) => {
      try {
        return zoneId(name);
      } catch {
        throw row.rejection(
          'zone',
          'INTAKE.UNKNOWN_ZONE',
          'The time zone must be an IANA name, as in Asia/Shanghai.',
        );
      }
    });
  const written = row.text('residence');
  const residence = written === '' ? null : residenceOf(written);
  if (written !== '' && residence === null) {
    throw row.rejection(
      'residence',
      'INTAKE.UNKNOWN_RESIDENCE',
      'The residence must be a country code as in CN, or a country and state as in US-CA.',
    );
  }
  return {
    zones: stated.length > 0 ? [...new Set(stated)] : (residence?.zones ?? []),
    country: residence?.country ?? null,
  };
}

/** An empty cell means agency when the lender's file names another organisation that writes for it. */
function roleOf(row: RowReader<DebtColumn>, lender: Lender): DebtRow['tenantRole'] {
  const text = row.text('role').toLowerCase();
  if (text === '') return lender.organisation.en === lender.displayName.en ? 'creditor' : 'agency';
  const role = ROLES[text];
  if (role) return role;
  throw row.rejection('role', 'INTAKE.UNKNOWN_ROLE', 'The role must be creditor or agency.');
}

function contactsOf(
  row: RowReader<DebtColumn>,
  lender: Lender,
  phoneNumbers: PhoneNumbers,
): readonly ImportedContact[] {
  const contacts: ImportedContact[] = [];
  for (const columns of CONTACT_COLUMNS) {
    const written = row.text(columns.address);
    if (written === '') continue;
    const address = columns.channel === 'sms' ? phoneNumbers.normalise(written, lender.country) : written;
    if (address === null) {
      throw row.rejection(columns.address, 'INTAKE.BAD_PHONE', 'The cell is not a phone number.');
    }
    if (contacts.some((contact) => contact.channel === columns.channel && contact.address === address))
      continue;
    contacts.push({
      channel: columns.channel,
      address,
      provenance: provenanceOf(row, columns.provenance),
      consent: consentOf(row, columns.consent, lender.zone),
    });
  }
  return contacts;
}

function provenanceOf(row: RowReader<DebtColumn>, own: DebtColumn): Provenance {
  const column = row.text(own) === '' ? 'provenance' : own;
  const text = row
    .text(column)
    .toLowerCase()
    .replaceAll(/[\s_]+/gu, '-');
  if (text === '') {
    throw row.rejection(
      column,
      'INTAKE.MISSING_VALUE',
      'It is not said how the contact point became known, and without that it must not be used.',
    );
  }
  const known = PROVENANCES.find((provenance) => provenance === text) ?? PROVENANCE_WORDS[text];
  if (known) return known;
  throw row.rejection(
    column,
    'INTAKE.UNKNOWN_PROVENANCE',
    `The provenance must be one of ${PROVENANCES.join(', ')}.`,
  );
}

const PROVENANCE_WORDS: Readonly<Record<string, Provenance>> = {
  合同: 'contract',
  合同约定: 'contract',
  预留: 'reserved',
  债务人授权: 'debtor-authorised',
  公开渠道: 'public-channel',
  联系人告知: 'told-by-contact',
  征信: 'credit-bureau',
};

/** `2026-03-01`, or with its origin `2026-03-01 contract`. */
function consentOf(row: RowReader<DebtColumn>, own: DebtColumn, zone: ZoneId): Consent | null {
  const column = row.text(own) === '' ? 'consent' : own;
  const text = row.text(column);
  if (text === '') return null;
  const [day = '', ...origin] = text.split(/\s+/u);
  const date = row.dateIn(column, day);
  return { at: instantAt(date, 0, zone), source: origin.join(' ') || 'import' };
}
