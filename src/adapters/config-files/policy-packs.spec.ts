import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { instant } from '../../domain/calendar/instant.js';
import { epochDay, localDate } from '../../domain/calendar/local-date.js';
import { zoneId } from '../../domain/calendar/zone.js';
import { windowEnd } from '../../domain/contact-policy/evaluate-contact.js';
import { optOutKeyword, optOutScope } from '../../domain/contact-policy/opt-out-keyword.js';
import { LOCALES } from '../../domain/shared/locale.js';
import { FilePolicyPacks } from './policy-packs.js';

const CONFIG = 'config/contact-policies';
const packs = new FilePolicyPacks(CONFIG);

describe('the packs of this repository', () => {
  it('resolve by country, unknown ones to the default pack', () => {
    expect(packs.resolve('CN', 'CN').packVersions).toEqual(['cn@2026.11.0']);
    expect(packs.resolve('US', 'US').packVersions).toEqual(['us@2026.11.0']);
    expect(packs.resolve('DE', null).packVersions).toEqual(['default@2026.11.0']);
    expect(packs.resolve('CN', 'US').packVersions).toEqual(['cn@2026.11.0', 'us@2026.11.0']);
    expect(packs.resolve('US', null).packVersions).toEqual(['default@2026.11.0', 'us@2026.11.0']);
  });

  it('are resolved once per pair of countries', () => {
    expect(packs.resolve('CN', 'US')).toBe(packs.resolve('CN', 'US'));
  });

  it('intersect to the stricter value, in either order', () => {
    const both = packs.resolve('CN', 'US');
    expect(both.minGapMinutes).toBe(720);
    expect(both.replyPolicy.maxReactivePerHour).toBe(4);
    expect(both.consent.sms).toEqual(['provided-number', 'recorded-consent']);
    expect(both.retentionYears).toBe(5);
    expect(packs.resolve('US', 'CN')).toEqual(both);
    expect(optOutScope(both)).toBe('contact-point');
    expect(optOutScope(packs.resolve('CN', null))).toBe('debtor');
  });

  it('take the calendars of both countries into the default pack, and all of them for an unknown country', () => {
    const holidays = (lender: string, debtor: string | null): number =>
      packs.resolve(lender, debtor).hours.find(({ packId }) => packId === 'default')?.holidays.size ?? 0;
    expect(holidays('DE', 'US')).toBe(holidays('DE', 'FR'));
    expect(holidays('US', null)).toBe(holidays('DE', 'FR'));
    expect(packs.resolve('DE', 'FR').hours[0]?.calendarsThrough).toBe(epochDay(localDate('2026-12-31')));
  });

  it('tell the working days of a country, weekends where no calendar is known', () => {
    const china = packs.workingCalendar('CN');
    expect(china.holidays).toContain('2026-10-01');
    expect(china.makeUpDays.length).toBeGreaterThan(0);
    expect(packs.workingCalendar('US').holidays).not.toContain('2026-10-01');
    expect(packs.workingCalendar('DE')).toEqual({ holidays: [], makeUpDays: [] });
  });

  it('have a text in every language for every disclosure', () => {
    for (const policy of [packs.resolve('CN', 'US'), packs.resolve('DE', null)]) {
      const keys = [...policy.disclosures, ...policy.timeBars.filter(({ demand }) => demand === 'disclose')];
      for (const { textKey } of keys) {
        for (const locale of LOCALES)
          expect([textKey, packs.disclosureText(textKey, locale)]).not.toContain(null);
      }
    }
    expect(packs.disclosureText('no.such', 'en')).toBeNull();
  });

  it('read every keyword as an opt-out, and only whole messages', () => {
    const policy = packs.resolve('US', 'US');
    for (const text of ['STOP', ' stop. ', 'Opt-out', 'ｓｔｏｐ', '退订！', 'td']) {
      expect([text, optOutKeyword(text, policy)]).toEqual([text, true]);
    }
    for (const text of ['do not stop', 'end of the month', '停车费', 'Stop. Thank you', '']) {
      expect([text, optOutKeyword(text, policy)]).toEqual([text, false]);
    }
  });

  it('close the intersected window at the earlier end', () => {
    const policy = packs.resolve('US', 'US');
    const zones = [zoneId('America/New_York'), zoneId('America/Los_Angeles')];
    expect(windowEnd(policy, zones, null, instant(Date.parse('2026-11-24T17:00:00Z')))).toBe(
      Date.parse('2026-11-25T02:00:00Z'),
    );
  });
});

describe('a broken directory', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'packs-'));
    cpSync(CONFIG, directory, { recursive: true });
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const change = (file: string, from: string | RegExp, to: string): void => {
    const path = join(directory, file);
    const before = readFileSync(path, 'utf8');
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    writeFileSync(path, after);
  };

  it.each([
    ['cn.yaml', 'max: 3', 'max: three', /^cn\.yaml, line \d+, at caps\.0\.max: .+\.$/],
    [
      'cn.yaml',
      /from: ["']08:00["']/,
      "from: '25:00'",
      /^cn\.yaml, line \d+, at contactWindows\.0\.from: .+\.$/,
    ],
    ['cn.yaml', /to: ["']22:00["']/, "to: '07:00'", /at contactWindows\.0: /],
    ['cn.yaml', 'minGap:', 'minGapp:', /^cn\.yaml, line /],
    ['cn.yaml', 'id: cn\n', 'id: us\n', /^cn\.yaml, line 1, at id: /],
    ['cn.yaml', 'zone: Asia/Shanghai', 'zone: Asia/Atlantis', /at timezone\.zone: /],
    ['us.yaml', 'countries: [US]', 'countries: [CN]', /countries: CN belongs to cn\.yaml/],
    ['us.yaml', 'calendars: [US-federal]', 'calendars: [US-lunar]', /US-lunar is not in holidays\.yaml/],
    ['us.yaml', 'sources: [US-TZ]', 'sources: [US-NOWHERE]', /does not list US-NOWHERE/],
    ['us.yaml', 'textKey: us.mini_miranda', 'textKey: us.carmen', /us\.carmen is not in disclosures\.yaml/],
    ['default.yaml', 'caps:', 'caps: [', /^default\.yaml, line \d+/],
    ['holidays.yaml', '2026-10-07:', '2026-02-30:', /^holidays\.yaml, .*There is no such day/],
    ['holidays.yaml', '2026-10-07:', '2029-10-07:', /lies outside/],
    [
      'disclosures.yaml',
      '{{hotline}}',
      '{{hotlines}}',
      /^disclosures\.yaml, line \d+, at texts\.cn\.rights\.zh-CN: /,
    ],
    ['disclosures.yaml', '{{hotline}}', '{{outstanding}}', /tells nothing of a debt/],
    ['disclosures.yaml', 'origin: {', 'original: {', /^disclosures\.yaml, line /],
  ])('%s with %s as %s is refused in one sentence that says where', (file, from, to, sentence) => {
    change(file, from, to);
    expect(() => new FilePolicyPacks(directory)).toThrow(
      expect.objectContaining({ code: 'CONFIG.INVALID', message: expect.stringMatching(sentence) }),
    );
  });

  it('without a default pack is refused', () => {
    rmSync(join(directory, 'default.yaml'));
    expect(() => new FilePolicyPacks(directory)).toThrow(expect.objectContaining({ code: 'CONFIG.NO_FILE' }));
  });
});
