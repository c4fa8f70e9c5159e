import type { Instant } from '../../src/domain/calendar/instant.js';
import { instant } from '../../src/domain/calendar/instant.js';
import { addDays } from '../../src/domain/calendar/local-date.js';
import { zoneId } from '../../src/domain/calendar/zone.js';
import type { ZoneId } from '../../src/domain/calendar/zone.js';
import { Debts } from '../../src/application/ports/debts.js';
import { Lenders } from '../../src/application/ports/lenders.js';
import type { Channel } from '../../src/domain/shared/channel.js';
import type { Locale } from '../../src/domain/shared/locale.js';
import { stableFraction } from '../../src/domain/shared/stable-hash.js';
import { Dialogue } from './dialogue.js';
import type { Service } from './service.js';

/** A Monday morning in Shanghai, the evening before in New York; the next three months have hardly a holiday. */
export const START: Instant = instant(Date.parse('2026-06-22T02:00:00Z'));

export interface Setting {
  readonly lender: string;
  readonly zone: ZoneId;
  readonly residence: string;
  readonly product: string;
  readonly currency: string;
  readonly name: string;
  readonly channels: readonly [Channel, ...Channel[]];
}

/** Where debtors of each language live in these tests. */
export const SETTINGS: Readonly<Record<Locale, Setting>> = {
  'zh-CN': {
    lender: 'lumen',
    zone: zoneId('Asia/Shanghai'),
    residence: 'CN',
    product: 'consumer-loan',
    currency: 'CNY',
    name: '张伟',
    channels: ['wechat', 'sms'],
  },
  en: {
    lender: 'northwind',
    zone: zoneId('America/New_York'),
    residence: 'US-NY',
    product: 'personal-loan',
    currency: 'USD',
    name: 'Ada Brooks',
    channels: ['telegram', 'sms'],
  },
};

/** What everybody in these tests has to say to be confirmed. */
export const FACTS = '123X 1990-05-01';
const ID_NUMBERS: Readonly<Record<Locale, (serial: string) => string>> = {
  'zh-CN': (serial) => `11${serial}19900501123X`,
  en: (serial) => `90${serial}123X`,
};

/** The share of the lot below which a debt is in the control group, and from which it is in the arm `patient`. */
const STANDARD_ARM = [0.1, 0.7] as const;

export interface Wanted {
  /** Positive: so many days past due today. */
  readonly daysPastDue?: number;
  readonly channels?: readonly [Channel, ...Channel[]];
  readonly product?: string;
  /** Made up unless given. */
  readonly addresses?: ReadonlyMap<Channel, string>;
}

/** Principal 5,800.00, interest 150.00, fees 50.00: 6,000.00 in all. */
export const BALANCE_MINOR = 600_000;

/** Imports one debt of a new person, by the command that lenders use, in the cadence's arm `standard`. */
export async function newDebtor(service: Service, locale: Locale, wanted: Wanted = {}): Promise<Dialogue> {
  const setting = SETTINGS[locale];
  const channels = wanted.channels ?? setting.channels;
  const { lender } = setting;
  let number = service.nextNumber();
  while (!inStandardArm(lender, referenceOf(number))) number = service.nextNumber();
  const serial = String(number).padStart(4, '0');
  const addresses =
    wanted.addresses ?? new Map(channels.map((channel) => [channel, addressOf(channel, locale, serial)]));
  const reference = referenceOf(number);
  await service.imports('debts', [
    debtRow(service, locale, reference, { ...wanted, serial, addresses, lender }),
  ]);
  return dialogueOf(service, lender, reference, addresses);
}

/** Gives a person a second debt, perhaps at another lender. */
export async function anotherDebt(
  service: Service,
  locale: Locale,
  of: Dialogue,
  change: { readonly lender?: string; readonly daysPastDue?: number } = {},
): Promise<Dialogue> {
  const lender = change.lender ?? of.lender;
  let number = service.nextNumber();
  while (!inStandardArm(lender, referenceOf(number))) number = service.nextNumber();
  const reference = referenceOf(number);
  const serial = of.reference.slice(-4);
  await service.imports('debts', [
    debtRow(service, locale, reference, { ...change, serial, addresses: of.addresses, lender }),
  ]);
  return dialogueOf(service, lender, reference, of.addresses);
}

const referenceOf = (number: number): string => `R-${String(number).padStart(4, '0')}`;

function inStandardArm(lender: string, reference: string): boolean {
  const lot = stableFraction(`cadence-2026\n${lender}\n${reference}`);
  return lot >= STANDARD_ARM[0] && lot < STANDARD_ARM[1];
}

function addressOf(channel: Channel, locale: Locale, serial: string): string {
  if (channel === 'wechat') return `wxid_test${serial}`;
  if (channel === 'telegram') return `700000${serial}`;
  return locale === 'zh-CN' ? `+861380000${serial}` : `+1212555${serial}`;
}

function debtRow(
  service: Service,
  locale: Locale,
  reference: string,
  of: Wanted & {
    readonly serial: string;
    readonly lender: string;
    readonly addresses: ReadonlyMap<Channel, string>;
  },
): Record<string, string> {
  const { zone, residence, product, currency, name } = SETTINGS[locale];
  const today = service.today(zone);
  const consented = addDays(today, -20);
  return {
    lender: of.lender,
    reference,
    name,
    id_number: ID_NUMBERS[locale](of.serial),
    birth_date: '1990-05-01',
    locale,
    zone,
    residence,
    product: of.product ?? product,
    currency,
    principal: '5800.00',
    interest: '150.00',
    fees: '50.00',
    due_date: addDays(today, -(of.daysPastDue ?? 2)),
    role: 'creditor',
    provenance: 'contract',
    consent: `${consented} contract`,
    telegram_consent: `${consented} start`,
    phone: of.addresses.get('sms') ?? '',
    wechat: of.addresses.get('wechat') ?? '',
    telegram: of.addresses.get('telegram') ?? '',
  };
}

async function dialogueOf(
  service: Service,
  lender: string,
  reference: string,
  addresses: ReadonlyMap<Channel, string>,
): Promise<Dialogue> {
  const debtorId = await service.within(async () => {
    const known = await service.get(Lenders).byCode(lender);
    const found = known && (await service.get(Debts).byReferences(known.id, [reference]));
    return found?.get(reference)?.debt.debtorId;
  });
  if (!debtorId) throw new Error(`debt ${reference} was not imported`);
  return new Dialogue(service, lender, reference, addresses, debtorId);
}

/** Records money of the debtor by the command that lenders use; major units. */
export const pays = (
  dialogue: Dialogue,
  locale: Locale,
  amount: string,
  reference?: string,
): Promise<void> => {
  const { service, lender } = dialogue;
  const { zone, currency } = SETTINGS[locale];
  return service.imports('payments', [
    {
      lender,
      debt_reference: dialogue.reference,
      payment_reference: reference ?? `T-${service.nextNumber()}`,
      amount,
      currency,
      received_on: service.today(zone),
    },
  ]);
};

/** What the debtor says in either language, and the template that answers; null: silence. */
export type Line = readonly [zh: string, en: string, template: string | null];

/** Says the lines one after the other; returns what each was answered with, for comparing with `expected`. */
export async function play(
  dialogue: Dialogue,
  locale: Locale,
  lines: readonly Line[],
): Promise<(readonly [string, string | null])[]> {
  const heard: (readonly [string, string | null])[] = [];
  for (const [zh, en] of lines) {
    const words = locale === 'en' ? en : zh;
    const answers = await dialogue.says(words);
    heard.push([words, answers.map(({ template }) => template).join(' + ') || null]);
  }
  return heard;
}

export const expected = (locale: Locale, lines: readonly Line[]): (readonly [string, string | null])[] =>
  lines.map(([zh, en, template]) => [locale === 'en' ? en : zh, template]);

/** A debtor who wrote and has proved who it is. */
export async function confirmedDebtor(
  service: Service,
  locale: Locale,
  wanted: Wanted = {},
): Promise<Dialogue> {
  const dialogue = await newDebtor(service, locale, wanted);
  await confirm(dialogue, locale);
  return dialogue;
}

/** The debtor proves, perhaps again, who it is. */
export async function confirm(dialogue: Dialogue, locale: Locale): Promise<void> {
  await dialogue.says(locale === 'en' ? 'hello' : '你好');
  const [answer] = await dialogue.says(FACTS);
  if (answer?.template !== 'case-summary') throw new Error(`not confirmed: ${answer?.template ?? 'silence'}`);
}
