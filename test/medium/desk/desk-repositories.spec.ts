import { beforeAll, describe, expect, it } from '@jest/globals';
import { TypeormApprovals } from '../../../src/adapters/persistence/repositories/approvals.repository.js';
import { TypeormConversationRecords } from '../../../src/adapters/persistence/repositories/conversation-records.repository.js';
import { TypeormDrafts } from '../../../src/adapters/persistence/repositories/drafts.repository.js';
import { MessageColumns } from '../../../src/adapters/persistence/repositories/message-columns.js';
import { TypeormNotes } from '../../../src/adapters/persistence/repositories/notes.repository.js';
import { TypeormPlanQuotes } from '../../../src/adapters/persistence/repositories/plan-quotes.repository.js';
import { TypeormSavedReplies } from '../../../src/adapters/persistence/repositories/saved-replies.repository.js';
import { TenantRows } from '../../../src/adapters/persistence/repositories/tenant-rows.js';
import type { Approval } from '../../../src/domain/arrangement/approval.js';
import type { PlanQuote } from '../../../src/domain/arrangement/plan-quote.js';
import { HOUR, plus } from '../../../src/domain/calendar/instant.js';
import { localDate } from '../../../src/domain/calendar/local-date.js';
import type { Note } from '../../../src/domain/conversation/note.js';
import type { SavedReply } from '../../../src/domain/template/saved-reply.js';
import type { LenderId } from '../../../src/domain/shared/ids.js';
import { eachDatabase, type OpenDatabase } from '../../support/databases.js';
import { repositoriesOn, type Repositories } from '../../support/repositories.js';
import { aMessage, anInbound, newId, NOW } from '../../support/samples.js';

const aQuote = (given: Partial<PlanQuote> = {}): PlanQuote => ({
  id: newId(),
  conversationId: newId(),
  debtId: newId(),
  debtorId: newId(),
  lenderId: newId(),
  terms: {
    currency: 'CNY',
    totalMinor: 348_216,
    discountMinor: 0,
    frequency: 'once',
    instalments: [{ dueOn: localDate('2026-03-04'), amountMinor: 348_216 }],
  },
  needs: 'staff',
  askedBy: 'lin',
  quotedAt: NOW,
  validUntil: plus(NOW, 48 * HOUR),
  sentAt: null,
  ...given,
});

const anApproval = (given: Partial<Approval> = {}): Approval => ({
  id: newId(),
  planQuoteId: newId(),
  conversationId: null,
  debtId: newId(),
  lenderId: newId(),
  state: 'open',
  askedBy: 'lin',
  reason: '张先生失业',
  askedAt: NOW,
  answerBy: plus(NOW, HOUR),
  decidedBy: null,
  decisionReason: null,
  decidedAt: null,
  version: 1,
  ...given,
});

eachDatabase('what people write at the desk comes back', (place) => {
  let database: OpenDatabase;
  let on: Repositories;
  let rows: TenantRows;

  beforeAll(async () => {
    database = await place.open();
    on = repositoriesOn(database);
    rows = new TenantRows(database.unitOfWork);
  });

  const within = <T>(work: () => Promise<T>): Promise<T> => database.within(work);
  const stored = (table: string): Promise<string> =>
    database.dataSource.query<unknown[]>(`SELECT * FROM ${table}`).then((all) => JSON.stringify(all));

  it('notes in pages, newest first, encrypted', async () => {
    const notes = new TypeormNotes(rows, database.cipher);
    const conversationId: Note['conversationId'] = newId();
    const written = Array.from({ length: 5 }, (_, place_): Note => ({
      id: newId(),
      conversationId,
      author: 'lin',
      text: `张先生 ${place_}`,
      writtenAt: NOW,
    }));
    for (const note of written) await within(() => notes.add(note));
    const first = await within(() => notes.ofConversation(conversationId, { before: null, limit: 2 }));
    const rest = await within(() =>
      notes.ofConversation(conversationId, { before: first.at(-1)?.id ?? null, limit: 9 }),
    );
    expect([...first, ...rest]).toEqual([...written].reverse());
    expect(await stored('notes')).not.toContain('张先生');
  });

  it('one draft per person and mode, encrypted', async () => {
    const drafts = new TypeormDrafts(rows, database.cipher);
    const conversationId: Note['conversationId'] = newId();
    const draft = { conversationId, author: 'lin', savedAt: NOW };
    await within(async () => {
      await drafts.save({ ...draft, mode: 'reply', text: '王女士一' });
      await drafts.save({ ...draft, mode: 'reply', text: '王女士二' });
      await drafts.save({ ...draft, mode: 'note', text: '王女士三' });
      await drafts.save({ ...draft, author: 'kai', mode: 'note', text: '王女士四' });
    });
    const mine = await within(() => drafts.of(draft.conversationId, 'lin'));
    expect(mine.map(({ mode, text }) => [mode, text])).toEqual([
      ['note', '王女士三'],
      ['reply', '王女士二'],
    ]);
    await within(() => drafts.remove(draft.conversationId, 'lin', 'note'));
    expect(await within(() => drafts.of(draft.conversationId, 'lin'))).toHaveLength(1);
    expect(await stored('drafts')).not.toContain('王女士');
  });

  it('saved replies within reach, with versions', async () => {
    const replies = new TypeormSavedReplies(rows, database.cipher);
    const lumen: LenderId = newId();
    const reply = (lenderId: LenderId | null, title: string): SavedReply => ({
      id: newId(),
      lenderId,
      locale: 'zh-CN',
      title,
      text: '您好{{maskedName}}',
      writtenBy: 'mei',
      changedAt: NOW,
      version: 1,
    });
    const [all, own, other] = [reply(null, '所有'), reply(lumen, '流明'), reply(newId(), '别家')];
    for (const one of [all, own, other]) await within(() => replies.add(one));
    const page = { after: null, limit: 10 };
    expect(await within(() => replies.list('all', 'zh-CN', page))).toEqual([all, own, other]);
    expect(await within(() => replies.list(new Set([lumen]), null, page))).toEqual([all, own]);
    expect(await within(() => replies.list(new Set(), null, page))).toEqual([all]);
    expect(await within(() => replies.list('all', 'en', page))).toEqual([]);
    await within(() => replies.update({ ...own, text: '您好' }));
    expect(await within(() => replies.byId(own.id))).toMatchObject({ text: '您好', version: 2 });
    await expect(within(() => replies.update({ ...own, text: '晚了' }))).rejects.toMatchObject({
      code: 'SAVED_REPLY.CHANGED_MEANWHILE',
    });
    await within(() => replies.remove(own.id));
    expect(await within(() => replies.byId(own.id))).toBeNull();
  });

  it('quotes until they are stale', async () => {
    const quotes = new TypeormPlanQuotes(rows);
    const approvals = new TypeormApprovals(rows, database.cipher);
    const open = aQuote();
    const sent = aQuote({ debtId: open.debtId });
    const asked = aQuote({ debtId: open.debtId });
    await within(() => quotes.add([open, sent, asked]));
    await within(() => quotes.markSent(sent.id, NOW));
    await within(() => approvals.add(anApproval({ planQuoteId: asked.id })));
    expect(await within(() => quotes.validOf([open.debtId], NOW))).toEqual([
      open,
      { ...sent, sentAt: NOW },
      asked,
    ]);
    const later = plus(NOW, 48 * HOUR);
    expect(await within(() => quotes.validOf([open.debtId], later))).toEqual([]);
    await within(() => quotes.forgetStale(open.debtId, NOW));
    expect((await within(() => quotes.byIds([open.id, sent.id, asked.id]))).size).toBe(3);
    await within(() => quotes.forgetStale(open.debtId, later));
    expect([...(await within(() => quotes.byIds([open.id, sent.id, asked.id]))).keys()].sort()).toEqual(
      [sent.id, asked.id].sort(),
    );
  });

  it('approvals, what is due first first, within reach and encrypted', async () => {
    const approvals = new TypeormApprovals(rows, database.cipher);
    const lumen: LenderId = newId();
    const late = anApproval({ lenderId: lumen, answerBy: plus(NOW, 3 * HOUR) });
    const soon = anApproval({ lenderId: lumen, answerBy: plus(NOW, 2 * HOUR) });
    const same = anApproval({ lenderId: lumen, answerBy: plus(NOW, 2 * HOUR) });
    for (const one of [late, soon, same, anApproval()]) await within(() => approvals.add(one));
    const reach = new Set([lumen]);
    const first = await within(() => approvals.list('open', reach, { after: null, limit: 1 }));
    expect(first).toEqual([soon]);
    const rest = await within(() => approvals.list('open', reach, { after: soon, limit: 9 }));
    expect(rest).toEqual([same, late]);
    const decided = {
      ...soon,
      state: 'approved',
      decidedBy: 'mei',
      decisionReason: '赵先生',
      decidedAt: NOW,
    };
    await within(() => approvals.update(decided as Approval));
    expect(await within(() => approvals.byId(soon.id))).toEqual({ ...decided, version: 2 });
    await expect(within(() => approvals.update(decided as Approval))).rejects.toMatchObject({
      code: 'APPROVAL.CHANGED_MEANWHILE',
    });
    expect(await stored('approvals')).not.toMatch(/张先生|赵先生/);
  });

  describe('messages that may become needless', () => {
    it('are withdrawn for the cause that was named, and others stay', async () => {
      const contactPointId = newId<ReturnType<typeof aMessage>['contactPointId']>();
      const debtorId = newId<ReturnType<typeof aMessage>['debtorId']>();
      const lenderId = newId<LenderId>();
      const of = { contactPointId, debtorId, lenderId, origin: 'staff', state: 'queued' } as const;
      const both = aMessage({ ...of, cancelIf: ['payment', 'inbound'] });
      const inbound = aMessage({ ...of, cancelIf: ['inbound'] });
      const none = aMessage(of);
      await within(() => on.messages.queue([both, inbound, none]));
      expect((await within(() => on.messages.byIds([both.id]))).get(both.id)?.cancelIf).toEqual([
        'payment',
        'inbound',
      ]);
      expect((await within(() => on.messages.byIds([none.id]))).get(none.id)).not.toHaveProperty('cancelIf');
      const elsewhere = { debtorId, lenderId: newId<LenderId>() };
      expect(await within(() => on.messages.cancelFor('payment', elsewhere, 'paid', NOW))).toEqual([]);
      expect(
        await within(() => on.messages.cancelFor('payment', { debtorId, lenderId }, 'paid', NOW)),
      ).toEqual([both.id]);
      expect(await within(() => on.messages.cancelFor('inbound', { contactPointId }, 'wrote', NOW))).toEqual([
        inbound.id,
      ]);
      const after = await within(() => on.messages.byIds([both.id, inbound.id, none.id]));
      expect([both, inbound, none].map(({ id }) => after.get(id)?.stateReason)).toEqual([
        'paid',
        'wrote',
        null,
      ]);
    });
  });

  it('what the debtor wrote, also before it was processed', async () => {
    const records = new TypeormConversationRecords(
      rows,
      new MessageColumns(rows, database.cipher),
      database.cipher,
    );
    const talk = { id: newId<Note['conversationId']>(), contactPointId: newId<never>() };
    const old = anInbound({
      contactPointId: talk.contactPointId,
      conversationId: talk.id,
      state: 'processed',
    });
    const fresh = anInbound({ contactPointId: talk.contactPointId, state: 'recorded' });
    const other = anInbound({ contactPointId: newId(), state: 'recorded' });
    await within(() => on.inbound.record([old, fresh, other]));
    const heard = await within(() => records.heard(talk, { before: null, limit: 9 }));
    expect(heard.map(({ id }) => id)).toEqual([fresh.id, old.id]);
    expect(await within(() => records.newestHeard(talk))).toBe(fresh.id);
    const older = await within(() => records.heard(talk, { before: fresh.id, limit: 9 }));
    expect(older.map(({ id }) => id)).toEqual([old.id]);
  });
});
