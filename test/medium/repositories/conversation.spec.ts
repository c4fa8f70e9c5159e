import { beforeAll, expect, it } from '@jest/globals';
import { DAY, HOUR, plus } from '../../../src/domain/calendar/instant.js';
import { localDate } from '../../../src/domain/calendar/local-date.js';
import type { Enrolment, Touch } from '../../../src/domain/treatment/touch.js';
import { eachDatabase, type OpenDatabase } from '../../support/databases.js';
import { repositoriesOn, type Repositories } from '../../support/repositories.js';
import {
  aChannelAccount,
  aConversation,
  aDebt,
  aDispute,
  aHandOff,
  anInbound,
  aTemplateVersion,
  newId,
  NOW,
} from '../../support/samples.js';

eachDatabase('what is stored of conversations and their rules comes back', (place) => {
  let database: OpenDatabase;
  let on: Repositories;

  beforeAll(async () => {
    database = await place.open();
    on = repositoriesOn(database);
  });

  const within = <T>(work: () => Promise<T>): Promise<T> => database.within(work);

  it('touches and enrolments, each once', async () => {
    const debtId = aDebt().id;
    const enrolment: Enrolment = {
      debtId,
      treatment: 'early',
      treatmentVersion: 'v1',
      experiment: 'tone',
      arm: 'control',
      enrolledAt: NOW,
    };
    const touch: Touch = {
      id: newId(),
      debtId,
      treatment: 'early',
      treatmentVersion: 'v1',
      step: 'day-3',
      occurrence: localDate('2026-03-02'),
      arm: 'control',
      state: 'control',
      messageId: null,
      templateVersionId: null,
      plannedAt: NOW,
    };
    await within(() => on.touches.enrol([enrolment]));
    await within(() => on.touches.add([touch]));
    expect(await within(() => on.touches.enrolments([debtId]))).toEqual([enrolment]);
    expect(await within(() => on.touches.ofDebts([debtId]))).toEqual([touch]);
    await expect(within(() => on.touches.add([{ ...touch, id: newId() }]))).rejects.toThrow();
    await expect(within(() => on.touches.enrol([enrolment]))).rejects.toThrow();
  });

  it('conversations', async () => {
    const conversation = aConversation({
      context: { ...aConversation().context, givenIdLast4: '123X', choices: [{ intent: 'ask_balance' }] },
    });
    await within(() => on.conversations.add([conversation]));
    const moved = { ...conversation, state: 'with-person', owner: 'person', lastInboundAt: NOW } as const;
    await within(() => on.conversations.update(moved));
    const stored = { ...moved, version: 2 };
    expect(await within(() => on.conversations.ofDebtors([conversation.debtorId]))).toEqual([stored]);
    expect(await within(() => on.conversations.ofContactPoints([conversation.contactPointId]))).toEqual([
      stored,
    ]);
    expect((await within(() => on.conversations.byIds([conversation.id]))).get(conversation.id)).toEqual(
      stored,
    );
    await expect(within(() => on.conversations.update(moved))).rejects.toMatchObject({
      code: 'CONVERSATION.CHANGED_MEANWHILE',
    });
  });

  it('inbound messages once, in order, with large media', async () => {
    const { contactPointId, channelAccountId } = anInbound();
    const picture = anInbound({
      contactPointId,
      channelAccountId,
      content: { kind: 'picture', mediaType: 'image/png', name: null },
      media: 'a1B2'.repeat(60_000),
    });
    const text = anInbound({ contactPointId, channelAccountId, receivedAt: plus(NOW, 200) });
    expect(await within(() => on.inbound.record([text, picture]))).toEqual([text, picture]);
    const again = { ...picture, id: newId<typeof picture.id>() };
    expect(await within(() => on.inbound.record([again, again]))).toEqual([]);
    expect(await within(() => on.inbound.nextOf(contactPointId!))).toEqual(picture);

    const { conversationId } = anInbound({ conversationId: newId() });
    const processed = (at = NOW) =>
      on.inbound.markProcessed(picture.id, {
        conversationId: conversationId!,
        understanding: {
          intents: [{ name: 'out_of_scope', score: 1 }],
          slots: {},
          severity: null,
          language: 'zh-CN',
          evidence: [{ intent: 'greeting_ack', words: 'x' }],
        },
        advanced: false,
        at,
      });
    await within(() => processed());
    expect(await within(() => on.inbound.nextOf(contactPointId!))).toEqual(text);
    expect(await within(() => on.inbound.ofConversation(conversationId!, 5))).toEqual([
      { ...picture, conversationId, state: 'processed' },
    ]);
    expect(await within(() => on.inbound.idleSince([contactPointId!], NOW))).toEqual(
      new Map([[contactPointId, 1]]),
    );
    expect(await within(() => on.inbound.idleSince([contactPointId!], plus(NOW, 1)))).toEqual(new Map());
    expect((await within(() => on.inbound.byIds([text.id]))).get(text.id)).toEqual(text);
  });

  it('disputes, numbered', async () => {
    const numbers: string[] = [];
    for (const year of [2026, 2026, 2027]) numbers.push(await within(() => on.disputes.nextNumber(year)));
    expect(numbers).toEqual(['D-2026-000001', 'D-2026-000002', 'D-2027-000001']);
    const dispute = aDispute();
    await within(() => on.disputes.add(dispute));
    expect(await within(() => on.disputes.openOf([dispute.debtId]))).toEqual([dispute]);
    await within(() =>
      on.disputes.update({
        ...dispute,
        state: 'decided',
        outcome: 'upheld',
        decidedAt: NOW,
        decidedBy: 'li',
      }),
    );
    expect(await within(() => on.disputes.byNumber(dispute.number))).toMatchObject({
      outcome: 'upheld',
      version: 2,
    });
    expect(await within(() => on.disputes.openOf([dispute.debtId]))).toEqual([]);
    await expect(within(() => on.disputes.update(dispute))).rejects.toMatchObject({
      code: 'DISPUTE.CHANGED_MEANWHILE',
    });
  });

  it('hand-offs, urgent first, claimed by one person at a time', async () => {
    const late = aHandOff({ answerBy: plus(NOW, DAY) });
    const soon = aHandOff({ priority: 'high', answerBy: plus(NOW, HOUR) });
    const urgent = aHandOff({ priority: 'urgent', answerBy: plus(NOW, 2 * DAY), reason: 'crisis' });
    await within(async () => {
      for (const handOff of [late, soon, urgent]) await on.handOffs.add(handOff);
    });
    const order = (await within(() => on.handOffs.queue(2))).map(({ id }) => id);
    expect(order).toEqual([urgent.id, soon.id]);

    const claim = (staff: string, now = NOW) => on.handOffs.claim(soon.id, staff, now, plus(now, HOUR));
    expect(await within(() => claim('li'))).toBe(true);
    expect(await within(() => claim('wang'))).toBe(false);
    expect(await within(() => claim('li'))).toBe(true);
    expect(await within(() => claim('wang', plus(NOW, HOUR)))).toBe(true);
    const held = await within(() => on.handOffs.byId(soon.id));
    expect(held).toMatchObject({ claimedBy: 'wang', state: 'claimed', version: 4 });
    const closed = { ...held!, state: 'closed', closedAt: NOW, closeReason: '王小明 called back' } as const;
    await within(() => on.handOffs.update(closed));
    expect(await within(() => on.handOffs.byId(soon.id))).toEqual({ ...closed, version: 5 });
    expect(await within(() => claim('li', plus(NOW, DAY)))).toBe(false);
    expect(await within(() => on.handOffs.openOf([soon.conversationId, late.conversationId]))).toEqual([
      late,
    ]);
    await expect(within(() => on.handOffs.update(closed))).rejects.toMatchObject({
      code: 'HAND_OFF.CHANGED_MEANWHILE',
    });
  });

  it('channel accounts, import runs and template versions', async () => {
    const account = aChannelAccount();
    await within(() => on.accounts.save(account));
    await within(() => on.accounts.save({ ...account, paused: true }));
    const { tenantId } = database;
    expect(await within(() => on.accounts.all())).toEqual([{ ...account, tenantId, paused: true }]);
    expect((await within(() => on.accounts.byIds([account.id]))).get(account.id)?.settings).toEqual(
      account.settings,
    );

    const run = {
      id: newId<string>(),
      kind: 'debts',
      fingerprint: 'c'.repeat(64),
      rowsDone: 500,
      added: 490,
      updated: 5,
      unchanged: 2,
      rejected: 3,
      finished: false,
    } as const;
    await within(() => on.importRuns.save(run));
    await within(() => on.importRuns.save({ ...run, rowsDone: 600, finished: true }));
    expect(await within(() => on.importRuns.find('debts', run.fingerprint))).toEqual({
      ...run,
      rowsDone: 600,
      finished: true,
    });
    expect(await within(() => on.importRuns.find('payments', run.fingerprint))).toBeNull();

    const version = aTemplateVersion();
    await within(() => on.templateVersions.keep([version]));
    await within(() => on.templateVersions.keep([{ ...version, body: 'changed' }]));
    expect((await within(() => on.templateVersions.byIds([version.id]))).get(version.id)).toEqual(version);
  });
});
