import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import {
  importsList,
  importsRead,
  importsRejected,
  importsRequest,
  invitationsAccept,
  lendersAdd,
  limitsDraft,
  limitsRevisionsPublish,
  limitsRevisionsSubmit,
  meRead,
  peopleAdd,
  peopleInvite,
  templateDraftsDraft,
  templateRevisionsPublish,
  templateRevisionsSubmit,
  templatesOne,
  treatmentRevisionsPublish,
  treatmentRevisionsSubmit,
  treatmentsDraft,
  treatmentsSegmentCount,
  uploadsPart,
  uploadsStart,
} from '../../../client/index.js';
import type { Concessions, Import, Lender } from '../../../client/index.js';
import type { Client } from '../../../client/client/index.js';
import { createClient } from '../../../client/client/index.js';
import { TemplateVersions } from '../../../src/application/ports/template-versions.js';
import type { TemplateVersionId } from '../../../src/domain/shared/ids.js';
import { instantAt, zoneId } from '../../../src/domain/calendar/zone.js';
import { localDate } from '../../../src/domain/calendar/local-date.js';
import { ApiService, PASSWORD } from '../../support/api.js';
import { clientFor, matching, once, refused, taken } from '../../support/client.js';
import { eachDatabase } from '../../support/databases.js';
import { gb18030 } from '../../support/intake-files.js';
import { debtRow, debtTable } from '../../support/uploads.js';

const START = instantAt(localDate('2026-03-02'), 10 * 60, zoneId('Asia/Shanghai'));
const ROWS = 20_000;
const BAD = 287;

/** A lender's first day, from an empty database to the first reminder, with the generated client. */
eachDatabase('a lender’s first day', (place) => {
  let api: ApiService;
  let admin: Client;
  let author: Client;
  let reviewer: Client;
  let lender: Lender;

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START);
  });
  afterAll(() => api.stop());

  const accept = async (token: string): Promise<void> => {
    const anyone = createClient({ baseUrl: api.base });
    await taken(invitationsAccept({ client: anyone, body: { token, password: PASSWORD } }));
  };

  const employ = async (login: string, role: 'operations' | 'staff' | 'lead'): Promise<Client> => {
    const person = await taken(
      peopleAdd({
        client: admin,
        headers: once(),
        body: { login, name: login, grants: [{ role, lenders: 'all' }] },
      }),
    );
    const { token } = await taken(peopleInvite({ client: admin, headers: once(), path: { id: person.id } }));
    await accept(token);
    return clientFor(api, login);
  };

  it('begins with an administrator, invited once from the command line', async () => {
    const said = await api.service.does(
      'person',
      'invite',
      'ada',
      '--name',
      'Ada',
      '--role',
      'administrator',
    );
    const [token = ''] = /invitation\.[\w.-]+/.exec(said) ?? [];
    await accept(token);
    admin = clientFor(api, 'ada');
    const me = await taken(meRead({ client: admin }));
    expect(me.permissions.map(({ permission }) => permission)).toContain('people.manage');
  });

  it('goes on with people, each with a role', async () => {
    author = await employ('ops.one', 'operations');
    reviewer = await employ('ops.two', 'operations');
    await employ('desk.one', 'staff');
    const call = peopleAdd({
      client: author,
      headers: once(),
      body: { login: 'friend', name: 'Friend', grants: [{ role: 'staff', lenders: 'all' }] },
    });
    expect(await refused(call)).toBe('ACCESS.DENIED');
  });

  it('has a lender, whose assistant may at first offer nothing but full payment', async () => {
    lender = await taken(
      lendersAdd({
        client: admin,
        headers: once(),
        body: {
          code: 'lumen',
          legalName: '上海澄明消费金融有限公司',
          displayName: { 'zh-CN': '澄明消费金融', en: 'Lumen Consumer Finance' },
          country: 'CN',
          zone: 'Asia/Shanghai',
          hotline: '400-000-0001',
          website: 'https://lumen.example',
          signature: '澄明金融',
          waysToPay: { 'zh-CN': '付款请只用澄明 App。', en: 'Please pay only in the Lumen app.' },
          workingHours: { periods: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] },
        },
      }),
    );
    expect(lender.limitsFor).toEqual([]);
  });

  it('has limits that one person wrote and another one published', async () => {
    const allowed = (maximumInstalments: number): Concessions => ({
      maximumInstalments,
      minimumInstalmentMinor: 10_000,
      minimumFirstPaymentPerMille: 50,
      startWithinDays: 15,
      frequencies: ['monthly'],
      lumpDiscountPerMille: 0,
    });
    const by = { assistant: allowed(6), staff: allowed(9), lead: allowed(12) };
    const draft = await taken(
      limitsDraft({
        client: author,
        headers: once(),
        path: { product: 'default' },
        body: {
          lender: 'lumen',
          basedOn: null,
          content: {
            buckets: { '1-30': by, '31-60': by },
            maximumRounds: 3,
            promiseWithinDays: 30,
            graceDays: 3,
            selfServiceDateMoves: 1,
          },
        },
      }),
    );
    const path = { id: draft.id };
    const waiting = await taken(limitsRevisionsSubmit({ client: author, headers: matching(draft), path }));
    expect(await refused(limitsRevisionsPublish({ client: author, headers: matching(waiting), path }))).toBe(
      'REVISION.SAME_PERSON',
    );
    const published = await taken(
      limitsRevisionsPublish({ client: reviewer, headers: matching(waiting), path }),
    );
    expect(published.state).toBe('published');
  });

  it('has a wording of its own, published by a second person', async () => {
    const path = { locale: 'zh-CN', name: 'reminder-friendly' } as const;
    const before = await taken(templatesOne({ client: author, path, query: { lender: lender.code } }));
    const body = before.inForce.body.replace('可能只是忘记了。', '也许您只是一时忘了。');
    const draft = await taken(
      templateDraftsDraft({
        client: author,
        headers: once(),
        path,
        body: { lender: lender.code, basedOn: null, body },
      }),
    );
    const at = { id: draft.id };
    const waiting = await taken(
      templateRevisionsSubmit({ client: author, headers: matching(draft), path: at }),
    );
    await taken(templateRevisionsPublish({ client: reviewer, headers: matching(waiting), path: at }));
    const after = await taken(templatesOne({ client: author, path, query: { lender: lender.code } }));
    expect(after.inForce.body).toBe(body);
  });

  it('has a treatment of its own', async () => {
    const draft = await taken(
      treatmentsDraft({
        client: author,
        headers: once(),
        path: { name: 'lumen-early' },
        body: {
          lender: 'lumen',
          basedOn: null,
          content: {
            name: 'lumen-early',
            priority: 5,
            segment: { lenders: ['lumen'], buckets: ['1-30'] },
            channels: ['wechat', 'sms'],
            experiment: {
              name: 'first-month',
              arms: [
                { name: 'no-message', weight: 1, sends: false },
                { name: 'friendly', weight: 9, sends: true },
              ],
            },
            steps: [
              {
                id: 'hello',
                daysPastDue: 10,
                template: 'reminder-friendly',
                window: { from: '18:00', to: '19:00' },
              },
            ],
          },
        },
      }),
    );
    const path = { id: draft.id };
    const waiting = await taken(treatmentRevisionsSubmit({ client: author, headers: matching(draft), path }));
    await taken(treatmentRevisionsPublish({ client: reviewer, headers: matching(waiting), path }));
  });

  const send = async (bytes: Uint8Array): Promise<string> => {
    const upload = await taken(
      uploadsStart({ client: author, headers: once(), body: { fileName: '1102.csv', size: bytes.length } }),
    );
    for (let number = 1; number <= upload.parts; number += 1) {
      const part = bytes.slice((number - 1) * upload.partSize, number * upload.partSize);
      await taken(uploadsPart({ client: author, path: { id: upload.id, number }, body: new Blob([part]) }));
    }
    return upload.id;
  };

  const run = async (uploadId: string, trial: boolean, acceptRejected = false): Promise<Import> => {
    const asked = await taken(
      importsRequest({
        client: author,
        headers: once(),
        body: { uploadId, kind: 'debts', trial, acceptRejected },
      }),
    );
    await api.service.work();
    return taken(importsRead({ client: author, path: { id: asked.id } }));
  };

  it('imports 20,000 rows in GB18030, 287 of them bad, after a trial that says the same', async () => {
    const rows = Array.from({ length: ROWS }, (_, index) =>
      debtRow(index + 1, index % 69 === 0 && index / 69 < BAD ? { 本金: '一千元' } : {}),
    );
    const bytes = gb18030(debtTable(rows));
    const trial = await run(await send(bytes), true);
    expect(trial).toMatchObject({ state: 'trial-done', added: ROWS - BAD, rejected: BAD });
    const uploadId = await send(bytes);
    const real = await run(uploadId, false);
    expect(real).toMatchObject({
      state: 'finished',
      added: ROWS - BAD,
      updated: 0,
      unchanged: 0,
      rejected: BAD,
    });
    const csv = await taken(importsRejected({ client: author, path: { id: real.id }, parseAs: 'blob' }));
    const file = Buffer.from(await csv.arrayBuffer());
    expect([...file.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(file.toString('utf8').trimEnd().split('\r\n')).toHaveLength(BAD + 1);
    const again = await run(await send(bytes), false);
    expect(again).toMatchObject({ added: 0, updated: 0, unchanged: ROWS - BAD, rejected: BAD });
    expect((await taken(importsList({ client: author }))).items).toHaveLength(3);
  }, 240_000);

  /** How many messages are bound to each text. */
  const planned = async (): Promise<{ id: TemplateVersionId; count: number }[]> => {
    const source = api.service.app.get<DataSource>(getDataSourceToken(), { strict: false });
    const rows = await source.query<{ id: TemplateVersionId; count: number | string }[]>(
      'SELECT template_version_id AS id, COUNT(*) AS count FROM messages GROUP BY template_version_id',
    );
    return rows.map(({ id, count }) => ({ id, count: Number(count) }));
  };

  it('plans by its own treatment, in its own words, each debt once', async () => {
    const count = await taken(treatmentsSegmentCount({ client: author, path: { name: 'lumen-early' } }));
    expect(count.total).toBe(ROWS - BAD);
    await api.service.plan();
    const [bound, ...others] = await planned();
    if (!bound) throw new Error('nothing was planned');
    expect(others).toEqual([]);
    expect(bound.count / (ROWS - BAD)).toBeCloseTo(0.9, 1);
    const versions = await api.service.within(() => api.service.get(TemplateVersions).byIds([bound.id]));
    expect(versions.get(bound.id)?.body).toContain('也许您只是一时忘了。');
    await api.service.plan();
    expect(await planned()).toEqual([bound]);
  }, 240_000);
});
