import { beforeEach, expect, it } from '@jest/globals';
import type { MessageChange } from '../../../src/application/ports/messages.js';
import { DAY, MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import type { Message, MessageState } from '../../../src/domain/message/message.js';
import type { MessageId } from '../../../src/domain/shared/ids.js';
import { eachDatabase, type OpenDatabase } from '../../support/databases.js';
import { repositoriesOn, type Repositories } from '../../support/repositories.js';
import { aMessage, anAttempt, aTemplateVersion, newId, NOW } from '../../support/samples.js';

eachDatabase('messages', (place) => {
  let database: OpenDatabase;
  let on: Repositories;
  let within: OpenDatabase['within'];

  beforeEach(async () => {
    database ??= await place.open();
    on = repositoriesOn(database);
    const { id: tenantId } = await database.tenants.ensure(newId<string>(), 'A tenant of its own');
    within = (work) => database.unitOfWork.run({ tenantId, actor: { kind: 'system', name: 'test' } }, work);
  });

  const queued = async (...messages: Message[]): Promise<Message[]> => {
    await within(() => on.messages.queue(messages));
    return messages;
  };
  const stored = async (id: MessageId): Promise<Message> =>
    (await within(() => on.messages.byIds([id]))).get(id)!;
  const stateOf = async (id: MessageId): Promise<MessageState> => (await stored(id)).state;
  const claim = (token = newId<string>(), now = NOW, limit = 500) =>
    within(() => on.messages.claimDue(now, limit, token));

  it('come back as they were queued, encrypted in between', async () => {
    const [message] = await queued(
      aMessage({ fields: { name: '王小明', amount: '¥1.00' }, answersId: newId(), debtId: newId() }),
    );
    expect(await stored(message!.id)).toEqual(message);
    const [row] = await database.dataSource.query<{ fields: string }[]>(
      'SELECT fields FROM messages WHERE id = ?',
      [message!.id],
    );
    expect(row?.fields).toMatch(/^v1:test:/);
    expect(row?.fields).not.toContain('王小明');
  });

  it('are claimed replies first, then by time, and only when due', async () => {
    const [late, early, tie, reply, staff, answer] = await queued(
      aMessage({ notBefore: plus(NOW, -1) }),
      aMessage({ notBefore: plus(NOW, -5), state: 'deferred' }),
      aMessage({ notBefore: plus(NOW, -5) }),
      aMessage({ origin: 'reply', purpose: 'confirmation', notBefore: NOW }),
      aMessage({ origin: 'staff', notBefore: plus(NOW, -2), state: 'deferred' }),
      aMessage({ origin: 'api', purpose: 'reactive', notBefore: plus(NOW, -1) }),
      aMessage({ notBefore: plus(NOW, 1) }),
      aMessage({ state: 'cancelled' }),
    );
    expect(await within(() => on.messages.nextDue())).toBe(plus(NOW, -5));
    const order = [staff, answer, reply, early, tie, late].map((message) => message!.id);
    const token = newId<string>();
    expect(await claim(token, NOW, 4)).toEqual(order.slice(0, 4));
    expect(await claim()).toEqual(order.slice(4));
    expect(await claim()).toEqual([]);
    expect((await within(() => on.messages.claimed(token))).map(({ id }) => id).sort()).toEqual(
      order.slice(0, 4).sort(),
    );
    expect(await within(() => on.messages.nextDue())).toBe(plus(NOW, 1));
  });

  it('are never given to two tokens', async () => {
    const messages = await queued(...Array.from({ length: 300 }, () => aMessage()));
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim(newId(), NOW, 50)));
    const given = claims.flat();
    expect(new Set(given).size).toBe(given.length);
    const rest: MessageId[] = [];
    for (let more = await claim(); more.length > 0; more = await claim()) rest.push(...more);
    expect([...given, ...rest].sort()).toEqual(messages.map(({ id }) => id).sort());
  });

  it('are settled by their token alone, in one go', async () => {
    const [sent, kept, deferred, stopped, other] = await queued(
      ...Array.from({ length: 5 }, () => aMessage()),
    );
    const token = newId<string>();
    await claim(token, NOW, 4);
    await claim();
    const later = plus(NOW, DAY);
    const templateVersionId = aTemplateVersion().id;
    const changes: MessageChange[] = [
      { id: sent!.id, state: 'sent', reason: null, sentAt: NOW, body: '您好' },
      { id: kept!.id, state: 'checking', reason: null, body: 'Hello', templateVersionId },
      { id: deferred!.id, state: 'deferred', reason: 'window.closed', notBefore: later },
      { id: stopped!.id, state: 'suppressed', reason: 'hold.dispute' },
      { id: other!.id, state: 'suppressed', reason: 'not ours' },
    ];
    await within(() => on.messages.settleClaimed(token, changes, NOW));
    const states = await Promise.all([sent, kept, deferred, stopped, other].map((one) => stored(one!.id)));
    expect(states[0]).toMatchObject({ state: 'sent', body: '您好', sentAt: NOW, version: 3 });
    expect(states[1]).toMatchObject({ state: 'checking', body: 'Hello', sentAt: null });
    expect(states[2]).toMatchObject({ state: 'deferred', stateReason: 'window.closed', notBefore: later });
    expect(states[3]).toMatchObject({ state: 'suppressed', stateReason: 'hold.dispute', notBefore: NOW });
    expect(states[4]).toMatchObject({ state: 'checking' });
    expect((await within(() => on.messages.claimed(token))).map(({ id }) => id)).toEqual([kept!.id]);
    await within(() =>
      on.messages.settleClaimed(token, [{ id: sent!.id, state: 'failed', reason: 'x' }], NOW),
    );
    expect(await stateOf(sent!.id)).toBe('sent');
  });

  it('follow receipts in any order and never go back', async () => {
    const [message, gone, lost] = await queued(
      aMessage({ state: 'unknown' }),
      aMessage({ state: 'cancelled' }),
      aMessage({ state: 'sent' }),
    );
    const to = (id: MessageId, ...states: MessageState[]) =>
      within(() =>
        on.messages.change(
          states.map((state) => ({ id, state, reason: null })),
          NOW,
        ),
      );
    await to(message!.id, 'delivered', 'read');
    expect(await stateOf(message!.id)).toBe('read');
    await to(message!.id, 'delivered', 'failed', 'queued');
    expect(await stateOf(message!.id)).toBe('read');
    await to(gone!.id, 'sent', 'delivered', 'queued');
    expect(await stateOf(gone!.id)).toBe('cancelled');
    await to(lost!.id, 'failed', 'sent');
    expect(await stateOf(lost!.id)).toBe('failed');
    await to(lost!.id, 'delivered');
    expect(await stateOf(lost!.id)).toBe('delivered');
  });

  it('are withdrawn unless they have left or are spared', async () => {
    const { debtorId, id: debtId } = aMessage();
    const own = { debtorId };
    const [waiting, deferred, returned, underWay, reply, receipt, sent, others] = await queued(
      aMessage({ ...own, notBefore: plus(NOW, 1) }),
      aMessage({ ...own, notBefore: plus(NOW, 1), state: 'deferred' }),
      aMessage(own),
      aMessage(own),
      aMessage({ ...own, origin: 'reply', purpose: 'reactive' }),
      aMessage({ ...own, origin: 'system', purpose: 'receipt', notBefore: plus(NOW, 1) }),
      aMessage({ ...own, state: 'sent' }),
      aMessage({ debtId: debtId as never }),
    );
    await claim();
    await within(() =>
      on.attempts.start([
        anAttempt({ messageId: returned!.id, outcome: 'retry', endedAt: NOW }),
        anAttempt({ messageId: underWay!.id }),
      ]),
    );
    const cancel = (options?: Parameters<typeof on.messages.cancelQueued>[3]) =>
      within(() => on.messages.cancelQueued({ kind: 'debtor', debtorId }, 'hold.dispute', NOW, options));
    expect(await cancel({ except: ['receipt'] })).toEqual(
      [waiting, deferred, returned].map((message) => message!.id).sort(),
    );
    expect(await stored(returned!.id)).toMatchObject({ state: 'cancelled', stateReason: 'hold.dispute' });
    expect(await stateOf(underWay!.id)).toBe('checking');
    expect(await cancel({ includeReplies: true })).toEqual([reply!.id, receipt!.id].sort());
    expect(await stateOf(sent!.id)).toBe('sent');
    expect(await stateOf(others!.id)).toBe('checking');
    const byDebt = within(() =>
      on.messages.cancelQueued({ kind: 'debt', debtId: debtId as never }, 'debt.paid', NOW),
    );
    expect(await byDebt).toEqual([others!.id]);
  });

  it('come back from a dead worker: queued without an attempt, unknown with an open one', async () => {
    const [untried, retried, open] = await queued(aMessage(), aMessage(), aMessage());
    const token = newId<string>();
    await claim(token);
    await within(() =>
      on.attempts.start([
        anAttempt({ messageId: retried!.id, outcome: 'retry', endedAt: NOW }),
        anAttempt({ messageId: open!.id }),
      ]),
    );
    const lease = plus(NOW, MINUTE);
    expect(await within(() => on.messages.requeueAbandoned(NOW, lease))).toBe(0);
    expect(await within(() => on.messages.requeueAbandoned(plus(NOW, 1), lease))).toBe(2);
    expect(await within(() => on.messages.declareUnknown(plus(NOW, 1), lease))).toEqual([open!.id]);
    expect(await stateOf(untried!.id)).toBe('queued');
    expect(await stateOf(retried!.id)).toBe('queued');
    expect(await stateOf(open!.id)).toBe('unknown');
    expect((await within(() => on.messages.inState('unknown', 5))).map(({ id }) => id)).toEqual([open!.id]);
    await within(() =>
      on.messages.settleClaimed(token, [{ id: untried!.id, state: 'sent', reason: null }], NOW),
    );
    expect(await stateOf(untried!.id)).toBe('queued');
  });

  it('are counted as sent when they may have been', async () => {
    const { contactPointId, lenderId } = aMessage();
    const answersId = aMessage({ answersId: newId() }).answersId!;
    const neutral = aTemplateVersion({ id: 'e'.repeat(64) as never, revealsDebt: false });
    const [, , , checking] = await queued(
      aMessage({ contactPointId, lenderId, state: 'sent', answersId }),
      aMessage({ contactPointId, lenderId, state: 'unknown', templateVersionId: neutral.id }),
      aMessage({ contactPointId, lenderId, state: 'failed', answersId }),
      aMessage({ contactPointId, lenderId, answersId }),
      aMessage({ contactPointId, state: 'read' }),
    );
    await within(async () => {
      await on.templateVersions.keep([aTemplateVersion(), neutral]);
    });
    await claim();
    const counts = async () => {
      const all = await within(() => on.messages.sentCounts([contactPointId]));
      return all.find((count) => count.lenderId === lenderId);
    };
    expect(await counts()).toEqual({ contactPointId, lenderId, sent: 2, revealed: 1 });
    await within(() => on.attempts.start([anAttempt({ messageId: checking!.id })]));
    expect(await counts()).toEqual({ contactPointId, lenderId, sent: 3, revealed: 2 });
    expect(await within(() => on.messages.answersGiven([answersId, newId()]))).toEqual(
      new Map([[answersId, 2]]),
    );
  });

  it('keep their attempts, early receipts, verdicts and budget', async () => {
    const attempt = anAttempt({ messageId: newId() });
    const ended = {
      ...attempt,
      outcome: 'accepted',
      providerMessageId: 'P-1',
      detail: 'refused by +8613800138000',
      endedAt: NOW,
    } as const;
    await within(() => on.attempts.start([attempt]));
    const byOurId = await within(() => on.attempts.byProviderIds(attempt.channelAccountId, [attempt.id]));
    expect(byOurId).toEqual(new Map([[attempt.id, attempt]]));
    expect(await within(() => on.attempts.byProviderIds(newId(), [attempt.id]))).toEqual(new Map());
    const underWay = anAttempt({ messageId: newId() });
    await within(() => on.messages.queue([aMessage({ id: underWay.messageId, state: 'checking' })]));
    await within(() => on.attempts.start([underWay]));
    const tooSoon = await within(() => on.attempts.byProviderIds(underWay.channelAccountId, [underWay.id]));
    expect(tooSoon).toEqual(new Map());
    await within(() => on.attempts.finish([ended]));
    expect(await within(() => on.attempts.ofMessages([attempt.messageId]))).toEqual([ended]);
    const { channelAccountId } = attempt;
    expect(await within(() => on.attempts.byProviderIds(channelAccountId, ['p-1', 'P-1']))).toEqual(
      new Map([['P-1', ended]]),
    );

    const receipt = { providerMessageId: 'P-2', status: 'delivered', at: NOW, detail: null } as const;
    const early = { channelAccountId, receipt, keptAt: NOW };
    await within(() => on.pendingReceipts.keep([early, early]));
    expect(await within(() => on.pendingReceipts.oldest(5))).toEqual([early]);
    expect(await within(() => on.pendingReceipts.forget(NOW))).toBe(0);
    expect(await within(() => on.pendingReceipts.take(channelAccountId, ['P-2', 'P-3']))).toEqual([receipt]);
    expect(await within(() => on.pendingReceipts.oldest(5))).toEqual([]);

    const verdict = (given: object) => ({
      id: newId<never>(),
      messageId: attempt.messageId,
      at: NOW,
      verdict: { ruleId: 'r', packVersions: ['cn@1'], inputs: { used: 2, name: null }, ...given } as never,
    });
    const verdicts = [
      verdict({ decision: 'DEFER', until: plus(NOW, 5) }),
      verdict({ decision: 'ALLOW', disclosures: ['cn.ai'] }),
      verdict({ decision: 'HOLD' }),
    ];
    await within(() => on.verdicts.record(verdicts));
    expect(await within(() => on.verdicts.ofMessage(attempt.messageId))).toEqual(verdicts);

    const { debtorId, lenderId, contactPointId } = aMessage();
    const reservation = {
      messageId: attempt.messageId,
      debtorId,
      lenderId,
      contactPointId,
      at: NOW,
      channel: 'sms',
      debtId: null,
    } as const;
    await within(() => on.budget.reserve([reservation]));
    expect(await within(() => on.budget.usedSince([debtorId], NOW))).toEqual([reservation]);
    expect(await within(() => on.budget.usedSince([debtorId], plus(NOW, 1)))).toEqual([]);
    await within(() => on.budget.release([attempt.messageId]));
    expect(await within(() => on.budget.usedSince([debtorId], NOW))).toEqual([]);
  });
});
