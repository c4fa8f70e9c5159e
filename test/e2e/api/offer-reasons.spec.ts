import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DebtEntity } from '../../../src/adapters/persistence/entities/debt.entity.js';
import type { Locale } from '../../../src/domain/shared/locale.js';
import type { ApiCaller } from '../../support/api.js';
import { ApiService } from '../../support/api.js';
import { eachDatabase } from '../../support/databases.js';
import { SETTINGS, START, confirmedDebtor } from '../../support/people.js';

const SAID = {
  'zh-CN': { plan: '我想分期还', means: '每月只能还500，电话13912345678', person: '我要找人工客服' },
  en: {
    plan: 'can I pay in instalments',
    means: '500 a month, my phone is 212-555-0188',
    person: 'I want to talk to a person',
  },
} as const;
const TELEPHONE = /13912345678|212-555-0188/u;

interface Entry {
  readonly kind: string;
  readonly text?: string;
  readonly template?: string;
  readonly reason?: unknown;
  readonly understood?: {
    readonly evidence: readonly { readonly intent: string; readonly words: string | null }[];
  };
}

eachDatabase('why the assistant offered what it offered', (place) => {
  let api: ApiService;
  let lead: ApiCaller;
  let outsider: ApiCaller;
  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START, ['lumen', 'northwind', 'haitang']);
    lead = await api.as('lead', { login: 'mei' });
    outsider = await api.as('staff', { login: 'noor', lenders: ['haitang'] });
  });
  afterAll(() => api.stop());

  describe.each<Locale>(['zh-CN', 'en'])('%s', (locale) => {
    it('is in the brief, in both lists and on the screen of a person, with the words of the debtor', async () => {
      const { service } = api;
      await service.nextWorkday('10:00', SETTINGS[locale].zone);
      const debtor = await confirmedDebtor(service, locale);
      await debtor.says(SAID[locale].plan);
      const [offered] = await debtor.says(SAID[locale].means);
      expect(offered?.template).toBe('plan-offer');
      await debtor.says(SAID[locale].person);
      const { id } = await debtor.conversation();
      const reason = {
        code: 'affordable-plan',
        words: { 'zh-CN': expect.stringMatching(/。$/u), en: expect.stringMatching(/\.$/u) },
      };

      const brief = await lead.get(`/v1/conversations/${id}/brief`);
      expect(brief.body.money.offered).toMatchObject({ reason });

      const events = await lead.get(`/v1/conversations/${id}/events`);
      const entries = events.body.items as Entry[];
      expect(entries.find(({ template }) => template === 'plan-offer')).toMatchObject({ reason });
      expect(entries.find(({ template }) => template === 'affordability-ask')).toMatchObject({
        reason: null,
      });
      const inbound = entries.filter(({ kind }) => kind === 'inbound');
      const asked = inbound.find(({ text }) => text === SAID[locale].plan);
      const said = asked?.understood?.evidence.find(({ intent }) => intent === 'negotiate_terms');
      expect(said?.words).toBeTruthy();

      const [debt] = await service.rows(DebtEntity, { reference: debtor.reference });
      const path = `/v1/cases/${debt?.id}/timeline`;
      const timeline = await lead.get(`${path}?part=talk`);
      const talk = timeline.body.items as { message?: Entry; inbound?: Entry }[];
      const message = talk.find((one) => one.message?.template === 'plan-offer')?.message;
      expect(message).toMatchObject({ reason });
      const heard = talk.find((one) => one.inbound?.text === SAID[locale].plan)?.inbound;
      expect(heard?.understood?.evidence).toContainEqual(said);

      for (const { body } of [brief, events, timeline]) expect(JSON.stringify(body)).not.toMatch(TELEPHONE);
      expect((await outsider.get(`/v1/conversations/${id}/brief`)).status).toBe(404);
      expect((await outsider.get(`/v1/conversations/${id}/events`)).status).toBe(404);
      expect((await outsider.get(path)).status).toBe(404);

      const screen = await service.does('desk', 'show', (await debtor.item()).id);
      expect(screen).toMatch(/^offered: .+\. .+\.$/mu);
    });
  });
});
