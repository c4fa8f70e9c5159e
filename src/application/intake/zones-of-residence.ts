import type { ZoneId } from '../../domain/calendar/zone.js';
import { zoneId } from '../../domain/calendar/zone.js';

/** Where somebody lives: a country, and every zone it may mean. */
export interface Residence {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly zones: readonly ZoneId[];
}

const EASTERN = 'America/New_York';
const CENTRAL = 'America/Chicago';
const MOUNTAIN = 'America/Denver';
const PACIFIC = 'America/Los_Angeles';
const ARIZONA = 'America/Phoenix';
const ALASKA = 'America/Anchorage';
const HAWAII = 'Pacific/Honolulu';

/** IANA `zone1970.tab`, zones that differ today. Countries that are not listed have no candidate zones. */
const COUNTRY_ZONES: Readonly<Record<string, readonly string[]>> = {
  CN: ['Asia/Shanghai'],
  HK: ['Asia/Hong_Kong'],
  TW: ['Asia/Taipei'],
  SG: ['Asia/Singapore'],
  MY: ['Asia/Kuala_Lumpur'],
  TH: ['Asia/Bangkok'],
  VN: ['Asia/Ho_Chi_Minh'],
  PH: ['Asia/Manila'],
  JP: ['Asia/Tokyo'],
  KR: ['Asia/Seoul'],
  IN: ['Asia/Kolkata'],
  ID: ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'],
  AE: ['Asia/Dubai'],
  GB: ['Europe/London'],
  IE: ['Europe/Dublin'],
  PT: ['Europe/Lisbon', 'Atlantic/Azores'],
  ES: ['Europe/Madrid', 'Atlantic/Canary'],
  FR: ['Europe/Paris'],
  DE: ['Europe/Berlin'],
  NL: ['Europe/Amsterdam'],
  BE: ['Europe/Brussels'],
  AT: ['Europe/Vienna'],
  CH: ['Europe/Zurich'],
  IT: ['Europe/Rome'],
  PL: ['Europe/Warsaw'],
  SE: ['Europe/Stockholm'],
  NO: ['Europe/Oslo'],
  DK: ['Europe/Copenhagen'],
  FI: ['Europe/Helsinki'],
  GR: ['Europe/Athens'],
  NZ: ['Pacific/Auckland'],
  AU: ['Australia/Sydney', 'Australia/Brisbane', 'Australia/Adelaide', 'Australia/Darwin', 'Australia/Perth'],
  US: [EASTERN, CENTRAL, MOUNTAIN, ARIZONA, PACIFIC, ALASKA, HAWAII],
};

/** 49 CFR part 71: the zones of each state, all of them where a state lies in two. */
const US_STATE_ZONES: readonly (readonly [string, readonly string[]])[] = [
  ['CT DC DE GA MA MD ME NC NH NJ NY OH PA RI SC VA VT WV', [EASTERN]],
  ['FL IN KY MI TN', [EASTERN, CENTRAL]],
  ['AL AR IA IL LA MN MO MS OK WI', [CENTRAL]],
  ['KS ND NE SD TX', [CENTRAL, MOUNTAIN]],
  ['CO MT NM UT WY', [MOUNTAIN]],
  ['ID OR', [MOUNTAIN, PACIFIC]],
  ['AZ', [ARIZONA, MOUNTAIN]],
  ['CA WA', [PACIFIC]],
  ['NV', [PACIFIC, MOUNTAIN]],
  ['AK', [ALASKA, 'America/Adak']],
  ['HI', [HAWAII]],
];

/**
 * Reads `CN` or, with a state, `US-CA` (ISO 3166-2). Null when the text is no such code. A country whose zones are
 * not known here has none, which leaves the decision to the contact policy.
 */
export function residenceOf(text: string): Residence | null {
  const match = /^([A-Z]{2})(?:-([A-Z0-9]{1,3}))?$/.exec(text.toUpperCase());
  if (!match) return null;
  const country = match[1] ?? '';
  const state = match[2];
  if (country === 'US' && state !== undefined) {
    const zones = US_STATE_ZONES.find(([states]) => states.split(' ').includes(state))?.[1];
    return zones === undefined ? null : { country, zones: zones.map(zoneId) };
  }
  return { country, zones: (COUNTRY_ZONES[country] ?? []).map(zoneId) };
}
