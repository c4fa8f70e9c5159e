import { beforeAll, expect, it } from '@jest/globals';
import { plus } from '../../../src/domain/calendar/instant.js';
import { localDate } from '../../../src/domain/calendar/local-date.js';
import type { TenantId } from '../../../src/domain/shared/ids.js';
import { eachDatabase, type OpenDatabase } from '../../support/databases.js';
import { repositoriesOn, type Repositories } from '../../support/repositories.js';
import * as samples from '../../support/samples.js';
import { newId, NOW } from '../../support/samples.js';

const DAY = localDate('2026-03-31');
const TEXTS = {
  name: '欧阳测试',
  idNumber: '310101198001011234',
  address: '+8613911112222',
  body: '您好，请联系我们',
  inbound: '我下周还钱',
  note: 'called by 欧阳测试',
  setting: 'secret-url',
};

/** One record of every kind, belonging together. */
const oneOfEach = () => {
  const lender = samples.aLender();
  const debtor = samples.aDebtor({
    name: TEXTS.name,
    checkFacts: { idNumber: TEXTS.idNumber, birthDate: localDate('1980-01-01') },
    vulnerabilities: ['hardship'],
  });
  const debt = samples.aDebt({ lenderId: lender.id, debtorId: debtor.id });
  const point = samples.aContactPoint({ debtorId: debtor.id, address: TEXTS.address });
  const account = samples.aChannelAccount({ settings: { url: TEXTS.setting } });
  const conversation = samples.aConversation({
    contactPointId: point.id,
    debtorId: debtor.id,
    context: { ...samples.aConversation().context, givenIdLast4: '1234' },
  });
  const inbound = samples.anInbound({
    contactPointId: point.id,
    channelAccountId: account.id,
    address: TEXTS.address,
    content: { kind: 'text', text: TEXTS.inbound },
    media: TEXTS.inbound,
  });
  const message = samples.aMessage({
    contactPointId: point.id,
    debtorId: debtor.id,
    conversationId: conversation.id,
    state: 'sent',
    answersId: inbound.id,
    fields: { name: TEXTS.name },
    body: TEXTS.body,
  });
  const queued = samples.aMessage({ debtorId: debtor.id });
  const attempt = samples.anAttempt({
    messageId: message.id,
    channelAccountId: account.id,
    providerMessageId: 'P-1',
  });
  const handOff = samples.aHandOff({ conversationId: conversation.id, closeReason: TEXTS.note });
  const key = { kind: 'id-number', idNumber: TEXTS.idNumber } as const;
  const promise = samples.aPromise({ debtId: debt.id });
  const arrangement = samples.anArrangement({ debtId: debt.id });
  const payment = samples.aPayment({ debtId: debt.id, lenderId: lender.id });
  const dispute = samples.aDispute({ debtId: debt.id });
  const version = samples.aTemplateVersion();
  const scope = { kind: 'debt', debtorId: debtor.id, debtId: debt.id } as const;
  return {
    lender,
    debtor,
    debt,
    point,
    account,
    conversation,
    inbound,
    message,
    queued,
    attempt,
    handOff,
    key,
    promise,
    arrangement,
    payment,
    dispute,
    version,
    scope,
  };
};

const storeAll = async (on: Repositories, all: ReturnType<typeof oneOfEach>): Promise<void> => {
  const { debt, debtor, message, attempt, scope } = all;
  await on.lenders.save(all.lender);
  await on.debtors.add([{ key: all.key, debtor }]);
  await on.debts.add([{ debt, fingerprint: 'f' }]);
  await on.contactPoints.add([all.point]);
  await on.holds.place([{ id: newId(), scope, reason: 'dispute', placedAt: NOW, until: null }]);
  await on.accounts.save(all.account);
  await on.templateVersions.keep([all.version]);
  await on.conversations.add([all.conversation]);
  await on.inbound.record([all.inbound]);
  await on.inbound.markProcessed(all.inbound.id, {
    conversationId: all.conversation.id,
    understanding: {
      intents: [{ name: 'promise_to_pay', score: 1 }],
      slots: { idLast4: '1234' },
      severity: null,
      language: 'zh-CN',
      evidence: [{ intent: 'greeting_ack', words: TEXTS.inbound }],
    },
    advanced: false,
    at: NOW,
  });
  await on.messages.queue([message, all.queued]);
  await on.attempts.start([attempt]);
  const { channelAccountId } = attempt;
  const receipt = { providerMessageId: 'P-9', status: 'read', at: NOW, detail: null } as const;
  await on.pendingReceipts.keep([{ channelAccountId, receipt, keptAt: NOW }]);
  const verdict = { decision: 'HOLD', ruleId: 'r', packVersions: [], inputs: {} } as const;
  await on.verdicts.record([{ id: newId(), messageId: message.id, at: NOW, verdict }]);
  const { contactPointId, lenderId, debtorId, channel, debtId } = message;
  await on.budget.reserve([
    { messageId: message.id, at: NOW, contactPointId, lenderId, debtorId, channel, debtId },
  ]);
  const treatment = { debtId: debt.id, treatment: 't', treatmentVersion: 'v', arm: 'a' };
  await on.touches.enrol([{ ...treatment, experiment: 'e', enrolledAt: NOW }]);
  await on.touches.add([
    {
      ...treatment,
      id: newId(),
      step: 's',
      occurrence: DAY,
      state: 'planned',
      messageId: message.id,
      templateVersionId: message.templateVersionId,
      plannedAt: NOW,
    },
  ]);
  await on.promises.add(all.promise);
  await on.arrangements.add(all.arrangement);
  await on.payments.add(all.payment, []);
  await on.disputes.add(all.dispute);
  await on.handOffs.add(all.handOff);
  await on.importRuns.save({
    id: newId(),
    kind: 'debts',
    fingerprint: 'f',
    rowsDone: 1,
    added: 1,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    finished: true,
  });
};

/** Every question that a repository answers, asked about those records. */
const questions = (
  on: Repositories,
  all: ReturnType<typeof oneOfEach>,
): Record<string, () => Promise<unknown>> => {
  const { lender, debtor, debt, point, account, conversation, inbound, message, attempt } = all;
  return {
    'lenders.all': () => on.lenders.all(),
    'lenders.byIds': () => on.lenders.byIds([lender.id]),
    'lenders.byCode': () => on.lenders.byCode(lender.code),
    'debtors.byIds': () => on.debtors.byIds([debtor.id]),
    'debtors.byKeys': () => on.debtors.byKeys([all.key]).then(([found]) => found),
    'debts.byIds': () => on.debts.byIds([debt.id]),
    'debts.ofDebtors': () => on.debts.ofDebtors([debtor.id]),
    'debts.byReferences': () => on.debts.byReferences(lender.id, [debt.reference]),
    'debts.openPage': () => on.debts.openPage(null, 9, DAY),
    'contactPoints.byIds': () => on.contactPoints.byIds([point.id]),
    'contactPoints.byAddresses': () => on.contactPoints.byAddresses([point]).then(([found]) => found),
    'contactPoints.ofDebtors': () => on.contactPoints.ofDebtors([debtor.id]),
    'holds.inForce': () => on.holds.inForce([debtor.id], NOW),
    'touches.enrolments': () => on.touches.enrolments([debt.id]),
    'touches.ofDebts': () => on.touches.ofDebts([debt.id]),
    'messages.byIds': () => on.messages.byIds([message.id]),
    'messages.ofConversation': () => on.messages.ofConversation(conversation.id, 9),
    'messages.inState': () => on.messages.inState('sent', 9),
    'messages.sentCounts': () => on.messages.sentCounts([point.id]),
    'messages.answersGiven': () => on.messages.answersGiven([inbound.id]),
    'messages.nextDue': () => on.messages.nextDue(),
    'attempts.ofMessages': () => on.attempts.ofMessages([message.id]),
    'attempts.byProviderIds': () => on.attempts.byProviderIds(account.id, ['P-1']),
    'pendingReceipts.oldest': () => on.pendingReceipts.oldest(9),
    'verdicts.ofMessage': () => on.verdicts.ofMessage(message.id),
    'budget.usedSince': () => on.budget.usedSince([debtor.id], NOW),
    'conversations.byIds': () => on.conversations.byIds([conversation.id]),
    'conversations.ofContactPoints': () => on.conversations.ofContactPoints([point.id]),
    'conversations.ofDebtors': () => on.conversations.ofDebtors([debtor.id]),
    'inbound.byIds': () => on.inbound.byIds([inbound.id]),
    'inbound.ofConversation': () => on.inbound.ofConversation(conversation.id, 9),
    'inbound.idleSince': () => on.inbound.idleSince([point.id], NOW),
    'promises.openOf': () => on.promises.openOf([debt.id]),
    'promises.openDueBy': () => on.promises.openDueBy(DAY, 9),
    'arrangements.activeOf': () => on.arrangements.activeOf([debt.id]),
    'arrangements.activeDueBy': () => on.arrangements.activeDueBy(DAY, 9),
    'payments.byReferences': () => on.payments.byReferences(lender.id, [all.payment.reference]),
    'payments.ofDebt': () => on.payments.ofDebt(debt.id, null),
    'disputes.byNumber': () => on.disputes.byNumber(all.dispute.number),
    'disputes.openOf': () => on.disputes.openOf([debt.id]),
    'handOffs.byId': () => on.handOffs.byId(all.handOff.id),
    'handOffs.openOf': () => on.handOffs.openOf([conversation.id]),
    'handOffs.queue': () => on.handOffs.queue(9),
    'accounts.all': () => on.accounts.all(),
    'accounts.byIds': () => on.accounts.byIds([attempt.channelAccountId]),
    'importRuns.find': () => on.importRuns.find('debts', 'f'),
    'templateVersions.byIds': () => on.templateVersions.byIds([all.version.id]),
  };
};

/** Every change that finds its record by an id, tried on those records; the answers say how much was changed. */
const intrusions = (
  on: Repositories,
  all: ReturnType<typeof oneOfEach>,
): Record<string, () => Promise<unknown>> => ({
  'debtors.update': () => on.debtors.update([all.debtor]),
  'debts.update': () => on.debts.update([all.debt]),
  'contactPoints.update': () => on.contactPoints.update([all.point]),
  'conversations.update': () => on.conversations.update(all.conversation),
  'promises.update': () => on.promises.update([all.promise]),
  'arrangements.update': () => on.arrangements.update([all.arrangement]),
  'disputes.update': () => on.disputes.update(all.dispute),
  'handOffs.update': () => on.handOffs.update(all.handOff),
  'handOffs.claim': () => on.handOffs.claim(all.handOff.id, 'li', NOW, plus(NOW, 1)),
  'holds.release': () => on.holds.release(all.scope, 'dispute', NOW),
  'messages.claimDue': () => on.messages.claimDue(plus(NOW, 1), 9, newId()),
  'messages.cancelQueued': () =>
    on.messages.cancelQueued({ kind: 'debtor', debtorId: all.debtor.id }, 'x', NOW),
  'messages.change': () => on.messages.change([{ id: all.message.id, state: 'read', reason: null }], NOW),
  'attempts.finish': () => on.attempts.finish([{ ...all.attempt, outcome: 'refused' }]),
  'inbound.markProcessed': () =>
    on.inbound.markProcessed(all.inbound.id, {
      conversationId: newId(),
      understanding: null,
      advanced: true,
      at: NOW,
    }),
  'budget.release': () => on.budget.release([all.message.id]),
  'pendingReceipts.take': () => on.pendingReceipts.take(all.account.id, ['P-9']),
  'pendingReceipts.forget': () => on.pendingReceipts.forget(plus(NOW, 1)),
});

const isEmpty = (answer: unknown): boolean =>
  answer === null ||
  (Array.isArray(answer) ? answer.length === 0 : (answer as Map<string, unknown>).size === 0);

eachDatabase('tenants', (place) => {
  let database: OpenDatabase;
  let on: Repositories;
  let stranger: TenantId;
  const all = oneOfEach();

  const as = <T>(tenantId: TenantId, work: () => Promise<T>): Promise<T> =>
    database.unitOfWork.run({ tenantId, actor: { kind: 'system', name: 'test' } }, work);
  const own = async (): Promise<Record<string, unknown>> => {
    const answers: Record<string, unknown> = {};
    for (const [name, ask] of Object.entries(questions(on, all))) {
      answers[name] = await as(database.tenantId, ask);
    }
    return answers;
  };

  beforeAll(async () => {
    database = await place.open();
    on = repositoriesOn(database);
    stranger = (await database.tenants.ensure('stranger', 'Somebody else')).id;
    await as(database.tenantId, () => storeAll(on, all));
  });

  it('see their own records', async () => {
    const missing = Object.entries(await own()).filter(([, answer]) => isEmpty(answer));
    expect(missing).toEqual([]);
  });

  it('never see those of another', async () => {
    for (const [name, ask] of Object.entries(questions(on, all))) {
      const answer = await as(stranger, ask);
      expect([name, isEmpty(answer)]).toEqual([name, true]);
    }
  });

  it('never change those of another', async () => {
    const before = await own();
    for (const intrude of Object.values(intrusions(on, all))) {
      await as(stranger, intrude).catch((error: { code?: string }) => {
        expect(error.code).toMatch(/\.CHANGED_MEANWHILE$/);
      });
    }
    expect(await own()).toEqual(before);
  });

  it('may use the same references, addresses and numbers', async () => {
    await as(stranger, () => storeAll(on, all));
    expect(await as(stranger, () => on.debts.byIds([all.debt.id]))).toEqual(
      new Map([[all.debt.id, all.debt]]),
    );
  });

  it('are needed: nothing works outside a unit of work', async () => {
    for (const [name, ask] of Object.entries({ ...questions(on, all), ...intrusions(on, all) })) {
      const outcome = await Promise.resolve()
        .then(ask)
        .catch((error: { code?: string }) => error.code);
      expect([name, outcome]).toEqual([name, 'TENANT.MISSING']);
    }
    const locked = Promise.resolve().then(() => on.debtors.lock([all.debtor.id]));
    await expect(locked).rejects.toMatchObject({ code: 'TENANT.MISSING' });
  });

  it('have their personal data encrypted in every table', async () => {
    const { entityMetadatas } = database.dataSource;
    expect(entityMetadatas.length).toBeGreaterThan(25);
    for (const { tableName } of entityMetadatas) {
      const content = JSON.stringify(await database.dataSource.query(`SELECT * FROM ${tableName}`));
      for (const text of Object.values(TEXTS)) {
        expect([tableName, text, content.includes(text)]).toEqual([tableName, text, false]);
      }
    }
  });
});
