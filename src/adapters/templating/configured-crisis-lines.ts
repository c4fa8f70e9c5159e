import { CrisisLines } from '../../application/ports/crisis-lines.js';

/** Where no line is configured for a country: a directory of help lines in most countries. */
const DIRECTORY = 'findahelpline.com';

/** 112 reaches the emergency service from a mobile phone in most networks of the world (3GPP TS 22.101). */
const FALLBACK_EMERGENCY_NUMBER = '112';

const EMERGENCY_NUMBERS: Readonly<Record<string, string>> = {
  AU: '000',
  CN: '120',
  GB: '999',
  HK: '999',
  ID: '112',
  IN: '112',
  JP: '119',
  SG: '995',
  US: '911',
};

/** Help lines from the setting CRISIS_LINES, by country. */
export class ConfiguredCrisisLines extends CrisisLines {
  constructor(private readonly lines: Readonly<Record<string, string>>) {
    super();
  }

  override crisisLine(country: string): string {
    return this.lines[country] ?? DIRECTORY;
  }

  override emergencyNumber(country: string): string {
    return EMERGENCY_NUMBERS[country] ?? FALLBACK_EMERGENCY_NUMBER;
  }
}
