import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PolicyPacks } from '../../application/ports/policy-packs.js';
import type { WorkingCalendar } from '../../domain/arrangement/limits.js';
import type { ContactPolicyPack, CoveredCalendar } from '../../domain/contact-policy/pack.js';
import { resolvePolicy, type ResolvedPolicy } from '../../domain/contact-policy/resolve-policy.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Locale } from '../../domain/shared/locale.js';
import { calendarsOf, citedSources, packOf } from './policy-packs-reading.js';
import {
  disclosuresFile,
  holidaysFile,
  packFile,
  type DisclosuresFile,
  type HolidaysFile,
  type PackFile,
} from './policy-packs-schema.js';
import { invalid, readYaml } from './validated-yaml.js';

const HOLIDAYS = 'holidays.yaml';
const DISCLOSURES = 'disclosures.yaml';
const FALLBACK = 'default';

/**
 * The packs of a directory: one YAML file per pack, `holidays.yaml` and `disclosures.yaml`. All is read and checked
 * when it is made: throws `CONFIG.INVALID`, naming file and place, or `CONFIG.NO_FILE`.
 */
export class FilePolicyPacks extends PolicyPacks {
  private readonly calendars: ReadonlyMap<string, CoveredCalendar>;
  private readonly holidays: HolidaysFile;
  private readonly packs: ReadonlyMap<string, PackFile>;
  private readonly packByCountry = new Map<string, PackFile>();
  private readonly texts: DisclosuresFile['texts'];
  private readonly resolved = new Map<string, ResolvedPolicy>();

  constructor(directory: string) {
    super();
    this.holidays = readYaml(join(directory, HOLIDAYS), holidaysFile);
    this.calendars = calendarsOf(this.holidays, HOLIDAYS);
    this.texts = readYaml(join(directory, DISCLOSURES), disclosuresFile).texts;
    this.packs = new Map(packFiles(directory).map((id) => [id, this.readPack(directory, id)]));
    if (!this.packs.has(FALLBACK)) {
      throw new DomainError('CONFIG.NO_FILE', `The contact policies lack the file ${FALLBACK}.yaml.`);
    }
    for (const pack of this.packs.values()) this.claimCountries(pack);
    for (const pack of this.packs.values()) packOf(pack, []);
  }

  override resolve(lenderCountry: string, debtorCountry: string | null): ResolvedPolicy {
    const key = `${lenderCountry} ${debtorCountry ?? ''}`;
    const known = this.resolved.get(key);
    if (known) return known;
    const countries = [lenderCountry, debtorCountry ?? ''];
    const policy = resolvePolicy(countries.map((country) => this.packFor(country, countries)));
    this.resolved.set(key, policy);
    return policy;
  }

  override workingCalendar(country: string): WorkingCalendar {
    const ids = this.calendarIdsOf(country) ?? [];
    const calendars = ids.flatMap((id) => this.calendars.get(id) ?? []);
    return {
      holidays: calendars.flatMap(({ holidays }) => [...holidays]),
      makeUpDays: calendars.flatMap(({ makeUpDays }) => [...makeUpDays]),
    };
  }

  override disclosureText(key: string, locale: Locale): string | null {
    return this.texts[key]?.[locale] ?? null;
  }

  private packFor(country: string, countries: readonly string[]): ContactPolicyPack {
    const file = this.packByCountry.get(country) ?? this.packs.get(FALLBACK);
    if (!file) throw new DomainError('POLICY.NO_PACK', 'There is no default contact policy pack.');
    return packOf(file, this.calendarsFor(file, countries));
  }

  private calendarsFor(file: PackFile, countries: readonly string[]): CoveredCalendar[] {
    const named = file.holidays.calendars;
    if (named !== 'ofCountries') return named.flatMap((id) => this.calendars.get(id) ?? []);
    const all = [...this.calendars.values()];
    const ids = countries.flatMap((country) => this.calendarIdsOf(country) ?? all.map(({ id }) => id));
    return all.filter(({ id }) => ids.includes(id));
  }

  /** Null where no calendar names the country; a debtor of unknown residence is such a country too. */
  private calendarIdsOf(country: string): string[] | null {
    const ids = Object.entries(this.holidays.calendars)
      .filter(([, calendar]) => calendar.countries.includes(country))
      .map(([id]) => id);
    return ids.length === 0 ? null : ids;
  }

  private readPack(directory: string, id: string): PackFile {
    const name = `${id}.yaml`;
    const pack = readYaml(join(directory, name), packFile);
    if (pack.id !== id) throw invalid(name, 1, 'id', `must be ${id}, like the file`);
    const unknownSource = citedSources(pack).find((source) => !Object.hasOwn(pack.sources, source));
    if (unknownSource !== undefined) throw invalid(name, 1, 'sources', `does not list ${unknownSource}`);
    for (const calendar of pack.holidays.calendars === 'ofCountries' ? [] : pack.holidays.calendars) {
      if (!this.calendars.has(calendar)) {
        throw invalid(name, 1, 'holidays.calendars', `${calendar} is not in ${HOLIDAYS}`);
      }
    }
    pack.requiredDisclosures.forEach((disclosure, index) => {
      if (disclosure.enforcedAs === 'text')
        this.requireText(name, `requiredDisclosures.${index}`, disclosure.textKey);
    });
    if (pack.timeBar.demand === 'disclose') this.requireText(name, 'timeBar', pack.timeBar.textKey ?? '');
    return pack;
  }

  private requireText(file: string, place: string, key: string): void {
    if (!Object.hasOwn(this.texts, key)) {
      throw invalid(file, 1, `${place}.textKey`, `${key} is not in ${DISCLOSURES}`);
    }
  }

  private claimCountries(pack: PackFile): void {
    for (const country of pack.countries) {
      const other = this.packByCountry.get(country);
      if (other) {
        throw invalid(`${pack.id}.yaml`, 1, 'countries', `${country} belongs to ${other.id}.yaml already`);
      }
      this.packByCountry.set(country, pack);
    }
  }
}

function packFiles(directory: string): string[] {
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch {
    throw new DomainError('CONFIG.NO_FILE', 'The directory of the contact policies cannot be read.');
  }
  return names
    .filter((name) => name.endsWith('.yaml') && name !== HOLIDAYS && name !== DISCLOSURES)
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort();
}
