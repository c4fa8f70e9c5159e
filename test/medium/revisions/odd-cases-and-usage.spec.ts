import { beforeAll, expect, it } from '@jest/globals';
import { SqlOddCases } from '../../../src/adapters/persistence/repositories/odd-cases.repository.js';
import { SqlTemplateUsage } from '../../../src/adapters/persistence/repositories/template-usage.repository.js';
import { TenantRows } from '../../../src/adapters/persistence/repositories/tenant-rows.js';
import { HOUR, plus } from '../../../src/domain/calendar/instant.js';
import type { Debt } from '../../../src/domain/debt/debt.js';
import type { Debtor } from '../../../src/domain/debtor/debtor.js';
import type { Message } from '../../../src/domain/message/message.js';
import { idOf } from '../../../src/domain/shared/ids.js';
import type {
  ContactPointId,
  DebtorId,
  LenderId,
  TemplateVersionId,
} from '../../../src/domain/shared/ids.js';
import { eachDatabase, type OpenDatabase } from '../../support/databases.js';
import { repositoriesOn, type Repositories } from '../../support/repositories.js';
import { aContactPoint, aDebt, aDebtor, aHandOff, aMessage, newId, NOW } from '../../support/samples.js';

const hours = (count: number) => plus(NOW, count * HOUR);

eachDatabase('what templates are tried and measured by', (place) => {
  let database: OpenDatabase;
  let on: Repositories;
  let rows: TenantRows;

  beforeAll(async () => {
    database = await place.open();
    on = repositoriesOn(database);
    rows = new TenantRows(database.unitOfWork);
  });

  const within = <T>(work: () => Promise<T>): Promise<T> => database.within(work);

  it('are the oddest cases of one lender, each kind for itself', async () => {
    const lenderId = newId<LenderId>();
    const owes = async (minor: number, change: Partial<Debt> = {}, person: Partial<Debtor> = {}) => {
      const debtor = aDebtor(person);
      const components = { principalMinor: minor, interestMinor: 0, feesMinor: 0, paidMinor: 0 };
      const debt = aDebt({ lenderId, debtorId: debtor.id, components, ...change });
      await within(async () => {
        if (change.debtorId === undefined) {
          await on.debtors.add([{ debtor, key: { kind: 'id-number', idNumber: newId() } }]);
        }
        await on.debts.add([{ debt, fingerprint: 'f' }]);
      });
      return debt;
    };
    const find = (of = lenderId) => within(() => new SqlOddCases(rows, on.debtors).of(of, 'zh-CN'));
    expect(await find()).toEqual(new Map());

    const longest = await owes(999_999_999);
    await owes(5_000_000_000, { lenderId: newId() });
    const nameless = await owes(100, {}, { name: null });
    const english = await owes(200, {}, { locale: 'en' });
    const overpaid = await owes(300, {
      components: { principalMinor: 300, interestMinor: 0, feesMinor: 0, paidMinor: 900 },
    });
    const first = await owes(400);
    await owes(500, { debtorId: first.debtorId });
    expect(await find()).toEqual(
      new Map([
        ['no-name', nameless.id],
        ['longest-amount', longest.id],
        ['overpaid', overpaid.id],
        ['other-language', english.id],
        ['several-debts', first.id],
      ]),
    );
    expect(await find(newId<LenderId>())).toEqual(new Map());
  });

  it('are what was sent, and who left or complained right after it', async () => {
    const lenderId = newId<LenderId>();
    const [seven, eight] = ['7', '8'].map((digit) => idOf<TemplateVersionId>(digit.repeat(64)));
    const sends = (version: TemplateVersionId | undefined, sentAt: number, change: Partial<Message> = {}) =>
      within(() =>
        on.messages.queue([
          aMessage({
            lenderId,
            ...(version ? { templateVersionId: version } : {}),
            state: 'delivered',
            sentAt: hours(sentAt),
            ...change,
          }),
        ]),
      );
    const leaves = async (optedOutAt: number): Promise<ContactPointId> => {
      const contactPoint = aContactPoint({ address: newId(), optedOutAt: hours(optedOutAt) });
      await within(() => on.contactPoints.add([contactPoint]));
      return contactPoint.id;
    };
    const complains = async (openedAt: number): Promise<DebtorId> => {
      const debtorId = newId<DebtorId>();
      const item = aHandOff({ debtorId, lenderId, reason: 'complaint', openedAt: hours(openedAt) });
      await within(() => on.handOffs.add(item));
      return debtorId;
    };
    const leaver = await leaves(5);
    await sends(seven, 1, { contactPointId: leaver });
    await sends(eight, 3, { contactPointId: leaver });
    await sends(seven, 6, { contactPointId: leaver });
    const complainer = await complains(5);
    await sends(eight, 2, { debtorId: complainer });
    await sends(seven, 4, { debtorId: complainer });
    await sends(seven, 1, { state: 'queued', sentAt: null });
    await sends(seven, 1, { lenderId: newId<LenderId>() });

    const usage = await within(() =>
      new SqlTemplateUsage(rows).of(lenderId, [seven ?? idOf(''), eight ?? idOf(''), idOf('9'.repeat(64))]),
    );
    expect(usage.sort((a, b) => (a.versionId < b.versionId ? -1 : 1))).toEqual([
      { versionId: seven, sent: 3, optOuts: 0, complaints: 1 },
      { versionId: eight, sent: 2, optOuts: 1, complaints: 0 },
    ]);
    expect(await within(() => new SqlTemplateUsage(rows).of(lenderId, []))).toEqual([]);
  });
});
