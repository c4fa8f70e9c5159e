import { beforeAll, expect, it } from '@jest/globals';
import { beginRevision } from '../../../src/domain/revision/revise.js';
import type { Revision, RevisionSubject } from '../../../src/domain/revision/revision.js';
import type { LenderId } from '../../../src/domain/shared/ids.js';
import { RevisionEntity } from '../../../src/adapters/persistence/entities/revision.entity.js';
import { eachDatabase, type OpenDatabase } from '../../support/databases.js';
import { repositoriesOn, type Repositories } from '../../support/repositories.js';
import { newId, NOW } from '../../support/samples.js';

eachDatabase('revisions', (place) => {
  let database: OpenDatabase;
  let on: Repositories;

  beforeAll(async () => {
    database = await place.open();
    on = repositoriesOn(database);
  });

  const within = <T>(work: () => Promise<T>): Promise<T> => database.within(work);
  const subjectOf = (
    lenderId: LenderId | null = newId<LenderId>(),
    name = 'zh-CN/menu',
  ): RevisionSubject => ({
    kind: 'template',
    lenderId,
    name,
  });
  const store = (subject: RevisionSubject, change: Partial<Revision> = {}): Promise<Revision> =>
    within(async () => {
      const number = await on.revisions.nextNumber(subject);
      const beginning = {
        ...subject,
        id: newId<Revision['id']>(),
        number,
        content: { body: '您好', choices: [1] },
      };
      const begun = beginRevision({ ...beginning, basedOn: null, author: 'ada', now: NOW });
      const revision: Revision = { ...begun, ...change };
      await on.revisions.add(revision);
      return revision;
    });

  it('come back as they were stored, what people typed encrypted', async () => {
    const stored = await store(subjectOf(), {
      state: 'returned',
      basedOn: 3,
      restores: 2,
      authors: ['ada', 'ben'],
      submittedAt: NOW,
      reviewer: 'cleo',
      reviewedAt: NOW,
      comment: 'Not to 王小明, please.',
      urgentReason: 'Wrong hotline.',
    });
    expect(await within(() => on.revisions.byId(stored.id))).toEqual(stored);
    expect(await within(() => on.revisions.byNumber(stored, 1))).toEqual(stored);
    expect(await within(() => on.revisions.byNumber(stored, 2))).toBeNull();
    const [row] = await database.dataSource.getRepository(RevisionEntity).findBy({ id: stored.id });
    expect(`${row?.comment} ${row?.urgentReason}`).not.toMatch(/王小明|hotline/u);
  });

  it('refuse a change of what somebody else changed meanwhile', async () => {
    const stored = await store(subjectOf());
    await within(() => on.revisions.update({ ...stored, content: { body: 'first' } }));
    await expect(
      within(() => on.revisions.update({ ...stored, content: { body: 'second' } })),
    ).rejects.toMatchObject({
      code: 'REVISION.CHANGED_MEANWHILE',
    });
    expect(await within(() => on.revisions.byId(stored.id))).toMatchObject({
      content: { body: 'first' },
      version: 2,
    });
  });

  it('are listed, looked up in force and paged, each owner and name for itself', async () => {
    const [one, other] = [newId<LenderId>(), newId<LenderId>()];
    const superseded = await store(subjectOf(one), { state: 'superseded' });
    const published = await store(subjectOf(one), { state: 'published' });
    const draft = await store(subjectOf(one));
    const ofAll = await store(subjectOf(null), { state: 'published' });
    const elsewhere = await store(subjectOf(other, 'en/menu'), { state: 'published' });
    const inForce = (...names: string[]) =>
      within(() => on.revisions.inForce('template', [one, null], names.length > 0 ? names : undefined));
    expect([superseded, published, draft, ofAll].map(({ number }) => number)).toEqual([1, 2, 3, 1]);
    expect(ids(await within(() => on.revisions.list('template', [one])))).toEqual(ids([published, draft]));
    expect(ids(await inForce())).toEqual(ids([ofAll, published]));
    expect(ids(await inForce('zh-CN/menu'))).toEqual(ids([ofAll, published]));
    expect(await inForce('en/menu')).toEqual([]);
    expect(await within(() => on.revisions.inForce('treatment', [one]))).toEqual([]);
    expect(ids(await within(() => on.revisions.inForce('template', [other])))).toEqual(ids([elsewhere]));
    expect(ids(await within(() => on.revisions.history(published, 2)))).toEqual(ids([draft, published]));
    expect(ids(await within(() => on.revisions.history(published, 2, 2)))).toEqual(ids([superseded]));
  });

  it('never get one number twice, however many begin at once', async () => {
    const subject = subjectOf();
    const begun = await Promise.all(Array.from({ length: 8 }, () => store(subject)));
    expect(begun.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('of another tenant are not there', async () => {
    const stored = await store(subjectOf());
    const { id: tenantId } = await database.tenants.ensure('somebody-else', 'Somebody Else');
    const scope = { tenantId, actor: { kind: 'system', name: 'test' } } as const;
    await database.unitOfWork.run(scope, async () => {
      expect(await on.revisions.byId(stored.id)).toBeNull();
      expect(await on.revisions.list('template', [stored.lenderId])).toEqual([]);
      expect(await on.revisions.nextNumber(stored)).toBe(1);
    });
  });
});

const ids = (revisions: readonly Revision[]): string[] => revisions.map(({ id }) => id);
