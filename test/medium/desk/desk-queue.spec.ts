import { beforeAll, expect, it } from '@jest/globals';
import { SqlDeskQueue } from '../../../src/adapters/persistence/repositories/desk-queue.repository.js';
import { DeskRows } from '../../../src/adapters/persistence/repositories/desk-rows.js';
import { TenantRows } from '../../../src/adapters/persistence/repositories/tenant-rows.js';
import type { QueueFilter, QueueLine, QueueView } from '../../../src/application/ports/desk-queue.js';
import { DAY, HOUR, MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import { freed } from '../../../src/domain/conversation/hand-off.js';
import type { HandOff } from '../../../src/domain/conversation/hand-off.js';
import type { Debtor } from '../../../src/domain/debtor/debtor.js';
import type { HandOffId, LenderId } from '../../../src/domain/shared/ids.js';
import { eachDatabase, type OpenDatabase } from '../../support/databases.js';
import { repositoriesOn, type Repositories } from '../../support/repositories.js';
import {
  aContactPoint,
  aDebt,
  aDebtor,
  aHandOff,
  aLender,
  aMessage,
  newId,
  NOW,
} from '../../support/samples.js';

eachDatabase('the queue of the desk', (place) => {
  let database: OpenDatabase;
  let on: Repositories;
  let queue: SqlDeskQueue;
  const one = newId<LenderId>();
  const other = newId<LenderId>();

  beforeAll(async () => {
    database = await place.open();
    on = repositoriesOn(database);
    const rows = new TenantRows(database.unitOfWork);
    queue = new SqlDeskQueue(rows, new DeskRows(rows, database.cipher));
    await within(async () => {
      await on.lenders.save(aLender({ id: one, code: 'one' }));
      await on.lenders.save(aLender({ id: other, code: 'other' }));
    });
    await wait('late', { answerBy: plus(NOW, -HOUR) });
    await wait('soon', { answerBy: plus(NOW, HOUR) }, { name: '李娜', locale: 'en' });
    await wait('tomorrow', { answerBy: plus(NOW, DAY), lenderId: other, channel: 'wechat' });
    await wait('danger', { answerBy: plus(NOW, 2 * DAY), reason: 'crisis', priority: 'urgent' });
    await wait('answered', { answerBy: plus(NOW, -HOUR), waitingSince: NOW });
    await wait('held', {
      answerBy: plus(NOW, 2 * HOUR),
      state: 'claimed',
      claimedBy: 'lin',
      claimedAt: NOW,
      leaseUntil: plus(NOW, 10 * MINUTE),
    });
    await wait('closed', { state: 'closed', closedAt: NOW });
  });

  const within = <T>(work: () => Promise<T>): Promise<T> => database.within(work);
  const items = new Map<string, HandOff>();
  const nameOf = (id: HandOffId): string => [...items].find(([, item]) => item.id === id)?.[0] ?? '?';

  const wait = (name: string, change: Partial<HandOff>, who: Partial<Debtor> = {}): Promise<void> =>
    within(async () => {
      const debtor = aDebtor(who);
      const lenderId = change.lenderId ?? one;
      const item = aHandOff({ debtorId: debtor.id, lenderId, lastWords: `words of ${name}`, ...change });
      items.set(name, item);
      await on.debtors.add([{ key: { kind: 'reference', lenderId, reference: name }, debtor }]);
      await on.contactPoints.add([
        aContactPoint({ debtorId: debtor.id, address: `+86138000${items.size}4321` }),
      ]);
      const debt = aDebt({ debtorId: debtor.id, lenderId, reference: `R-${name}` });
      await on.debts.add([{ debt, fingerprint: name }]);
      await on.handOffs.add(item);
    });

  const filter = (change: Partial<QueueFilter> = {}): QueueFilter => ({
    view: 'all',
    staff: 'lin',
    reach: 'all',
    reason: null,
    lenderId: null,
    channel: null,
    ...change,
  });
  const names = (change: Partial<QueueFilter> = {}, now = NOW): Promise<string[]> =>
    within(async () => (await queue.page(filter(change), null, 100, now)).map(({ item }) => nameOf(item.id)));

  it('is in the order of the desk, whatever order things came in', async () => {
    expect(await names()).toEqual(['danger', 'late', 'soon', 'held', 'tomorrow', 'answered']);
  });

  it('is paged without a gap or a repetition', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const start: string | null = after;
      const page: QueueLine[] = await within(() => queue.page(filter(), start, 2, NOW));
      seen.push(...page.map(({ item }) => nameOf(item.id)));
      after = page.at(-1)?.place ?? null;
    } while (after !== null);
    expect(seen).toEqual(await names());
  });

  it('shows names, words and what is owed of every row', async () => {
    const [, late] = await within(() => queue.page(filter(), null, 2, NOW));
    const debt = aDebt();
    const { principalMinor, interestMinor, feesMinor, paidMinor } = debt.components;
    expect(late).toMatchObject({
      item: { lastWords: 'words of late' },
      owed: [
        { currency: debt.currency, amountMinor: principalMinor + interestMinor + feesMinor - paidMinor },
      ],
    });
    expect(late?.maskedName).toMatch(/\*\*/);
  });

  it.each<[Partial<QueueFilter>, string[]]>([
    [{ view: 'mine' }, ['held']],
    [{ view: 'mine', staff: 'kai' }, []],
    [{ view: 'waiting' }, ['answered']],
    [{ reason: 'crisis' }, ['danger']],
    [{ lenderId: other }, ['tomorrow']],
    [{ channel: 'wechat' }, ['tomorrow']],
    [{ reach: new Set([other]) }, ['tomorrow']],
    [{ reach: new Set() }, []],
  ])('filters by %j', async (change, expected) => {
    expect(await names(change)).toEqual(expected);
  });

  it('forgets who held it when the lease is over', async () => {
    expect(await names({ view: 'mine' }, plus(NOW, 10 * MINUTE))).toEqual([]);
  });

  it('the view "later" has what somebody wrote to be sent later', async () => {
    const late = items.get('late')!;
    const message = aMessage({
      conversationId: late.conversationId,
      debtorId: late.debtorId,
      origin: 'staff',
      notBefore: plus(NOW, HOUR),
    });
    await within(() => on.messages.queue([message]));
    expect(await names({ view: 'later' })).toEqual(['late']);
    expect(await names({ view: 'later' }, plus(NOW, HOUR))).toEqual([]);
  });

  it('counts by view and group, within reach', async () => {
    const marks = {
      now: NOW,
      hour: plus(NOW, HOUR),
      endOfDay: new Map([
        [one, plus(NOW, 12 * HOUR)],
        [other, plus(NOW, 12 * HOUR)],
      ]),
    };
    const counts = (reach: QueueFilter['reach']) =>
      within(() => queue.counts({ staff: 'lin', reach }, marks));
    expect(await counts('all')).toEqual({
      all: 6,
      mine: 1,
      later: 1,
      waiting: 1,
      safety: 1,
      late: 1,
      withinHour: 1,
      today: 1,
    });
    expect(await counts(new Set([other]))).toMatchObject({ all: 1, mine: 0, safety: 0, today: 0 });
    expect(await counts(new Set())).toMatchObject({ all: 0, mine: 0, waiting: 0 });
  });

  it('what is free: not held, our turn, in a language, danger in any', async () => {
    const free = (languages: readonly ('en' | 'zh-CN')[], now = NOW): Promise<string[]> =>
      within(async () => (await queue.free({ reach: 'all', languages }, now, 100)).map(nameOf));
    expect(await free([])).toEqual(['danger', 'late', 'soon', 'tomorrow']);
    expect(await free(['en'])).toEqual(['danger', 'soon']);
    expect(await free([], plus(NOW, 10 * MINUTE))).toContain('held');
  });

  it.each<[string, string[]]>([
    ['李', ['soon']],
    ['R-tomorrow', ['tomorrow']],
    ['R-closed', []],
    ['nobody', []],
  ])('finds %s', async (text, expected) => {
    const lines = await within(() => queue.search({ reach: 'all', text }, 50));
    expect(lines.map(({ item }) => nameOf(item.id))).toEqual(expected);
  });

  it('finds by the last four of a telephone, but nothing out of reach', async () => {
    const found = (reach: QueueFilter['reach']) =>
      within(async () => (await queue.search({ reach, text: '4321' }, 50)).length);
    expect(await found('all')).toBe(6);
    expect(await found(new Set([other]))).toBe(1);
  });

  it('items keep what they are given, and what is free again is nobody’s', async () => {
    const held = await within(() => on.handOffs.heldBy('lin', NOW));
    expect(held.map(({ id }) => nameOf(id))).toEqual(['held']);
    const closed: HandOff = {
      ...items.get('held')!,
      state: 'closed',
      closedAt: NOW,
      closedBy: 'lin',
      outcome: 'answered',
      afterClose: 'silent-until',
      closeEffects: { placed: [newId()], lifted: [] },
      closeReason: 'note',
    };
    await within(() => on.handOffs.update(closed));
    const stored = await within(() => on.handOffs.latestOf(closed.conversationId));
    expect(stored).toEqual({ ...closed, version: 2 });
    await within(() => on.handOffs.update(freed({ ...closed, version: 2 })));
    expect(await within(() => on.handOffs.heldBy('lin', NOW))).toEqual([]);
  });

  it('danger that nobody holds is found until the lead was told', async () => {
    const unattended = () => within(() => on.handOffs.unattended(NOW, NOW, 10));
    const [danger] = await unattended();
    expect(nameOf(danger!.id)).toBe('danger');
    await within(() => on.handOffs.update({ ...danger!, escalatedAt: NOW }));
    expect(await unattended()).toEqual([]);
  });

  const views: readonly QueueView[] = ['all', 'mine', 'later', 'waiting'];
  it.each(views)('the view %s shows nothing of another tenant', async (view) => {
    const { id: tenantId } = await database.tenants.ensure('somebody-else', 'Somebody Else');
    const scope = { tenantId, actor: { kind: 'system', name: 'test' } } as const;
    expect(await database.unitOfWork.run(scope, () => queue.page(filter({ view }), null, 10, NOW))).toEqual(
      [],
    );
  });
});
