import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  briefRead,
  claimsClaim,
  claimsClose,
  claimsGiveBack,
  claimsPreview,
  contactBudgetRead,
  conversationEventsList,
  disputesDecide,
  disputesList,
  messagesCheck,
  messagesSend,
  plansAsk,
  plansDecide,
  plansQuote,
  queueCounts,
  queueList,
  queueNext,
  savedRepliesAdd,
  savedRepliesFill,
} from '../../../client/index.js';
import type { Client } from '../../../client/client/index.js';
import { clientOf, once, refused, taken } from '../../support/client.js';
import { eachDatabase } from '../../support/databases.js';
import type { Dialogue } from '../../support/dialogue.js';
import { SETTINGS, confirmedDebtor } from '../../support/people.js';
import { StaffedDesk } from '../../support/staffed-desk.js';

/** An hour at the desk with the generated client: each step begins where the one before it ended. */
eachDatabase('a staff member’s hour', (place) => {
  let desk: StaffedDesk;
  let lin: Client;
  let mei: Client;
  let wantsPerson: Dialogue;
  let disputes: Dialogue;
  let held: string;

  beforeAll(async () => {
    desk = await StaffedDesk.start(await place.url());
    lin = clientOf(desk.api, desk.lin);
    mei = clientOf(desk.api, desk.mei);
    await desk.service.nextWorkday('10:00', SETTINGS['zh-CN'].zone);
    disputes = await confirmedDebtor(desk.service, 'zh-CN');
    await disputes.says('金额不对，我没欠这么多');
    wantsPerson = await confirmedDebtor(desk.service, 'zh-CN');
    await wantsPerson.says('我不想活了');
    await wantsPerson.says('算了，我要找人工客服谈分期');
  });
  afterAll(() => desk.stop());

  const newestSeq = async (id: string): Promise<number> => {
    const { items } = await taken(conversationEventsList({ client: lin, path: { id } }));
    return Math.max(...items.map(({ seq }) => seq));
  };
  const send = async (
    id: string,
    body: Omit<NonNullable<Parameters<typeof messagesSend>[0]>['body'], 'basedOnSeq'>,
  ) =>
    taken(
      messagesSend({
        client: lin,
        headers: once(),
        path: { id },
        body: { basedOnSeq: await newestSeq(id), ...body },
      }),
    );

  it('begins with the queue: safety first, and no amount on a crisis', async () => {
    const { items } = await taken(queueList({ client: lin }));
    expect(items.map(({ kind }) => kind)).toEqual(['crisis', 'dispute']);
    expect(items[0]).not.toHaveProperty('amountMinor');
    expect(items[1]).toMatchObject({ amountMinor: 600_000, currency: 'CNY' });
    const counts = await taken(queueCounts({ client: lin }));
    expect(JSON.stringify(counts)).toContain('2');
  });

  it('takes the next one, and understands it from one answer', async () => {
    const { claim } = await taken(queueNext({ client: lin }));
    expect(claim).toMatchObject({ kind: 'crisis', holder: 'lin' });
    held = claim?.id ?? '';
    const brief = await taken(briefRead({ client: lin, path: { id: held } }));
    expect(brief.why).toMatchObject({ kind: 'crisis', holder: 'lin' });
    expect(brief.who.nameMasked).not.toContain('张伟');
    expect(JSON.stringify(brief).length).toBeLessThanOrEqual(12_000);
  });

  it('cannot talk of money with somebody in crisis', async () => {
    const { findings } = await taken(
      messagesCheck({ client: lin, body: { conversationId: held, text: '您还欠 6,000.00 元。' } }),
    );
    expect(findings.map(({ severity }) => severity)).toContain('block');
    const call = messagesSend({
      client: lin,
      headers: once(),
      path: { id: held },
      body: { basedOnSeq: await newestSeq(held), text: '您还欠 6,000.00 元。' },
    });
    expect(await refused(call)).toBe('WORDING.FORBIDDEN');
  });

  it('answers kindly, in the same chat', async () => {
    await send(held, { text: '我在，您先照顾好自己，别的都不急。', neutral: true });
    const heard = await wantsPerson.hears();
    expect(heard.map(({ text }) => text).join()).toContain('您先照顾好自己');
  });

  it('lets go of it with a reason and what happens next', async () => {
    const path = { id: held };
    await taken(
      claimsClose({ client: lin, path, body: { reason: 'safe', next: 'closed' } }).then((answer) => ({
        ...answer,
        data: answer.error === undefined ? true : undefined,
      })),
    );
    expect((await taken(queueList({ client: lin }))).items.map(({ kind }) => kind)).toEqual(['dispute']);
  });

  it('takes the dispute, answers it with a saved reply, and decides it', async () => {
    const { claim } = await taken(queueNext({ client: lin }));
    held = claim?.id ?? '';
    const reply = await taken(
      savedRepliesAdd({
        client: mei,
        headers: once(),
        body: { locale: 'zh-CN', title: '正在核查', text: '您好，我们正在核查，{{date}} 前答复您。' },
      }),
    );
    const blank = await taken(
      savedRepliesFill({ client: lin, path: { id: reply.id }, body: { conversationId: held } }),
    );
    expect(blank.left).toEqual(['date']);
    await send(held, { savedReplyId: reply.id, blanks: { date: '2026-06-30' }, reason: '答复期限' });
    expect((await disputes.hears()).map(({ text }) => text).join()).toContain('核查');

    const { items } = await taken(disputesList({ client: lin, query: { state: 'open' } }));
    const [dispute] = items;
    const decided = await disputesDecide({
      client: lin,
      path: { number: dispute?.number ?? '' },
      body: { outcome: 'partly-upheld', correctedMinor: 480_000 },
    });
    expect(decided.error).toBeUndefined();
    await desk.service.daysOn(0, '14:00', SETTINGS['zh-CN'].zone);
    expect((await disputes.hears()).map(({ template }) => template)).toEqual(['dispute-partly-upheld']);
    expect((await disputes.debt()).components).toMatchObject({ paidMinor: 0 });
  });

  it('asks a lead for a plan beyond its authority, and sends it when it is approved', async () => {
    await disputes.says('那剩下的能分12期吗');
    await taken(claimsClaim({ client: lin, path: { id: held } }));
    const quote = await taken(
      plansQuote({ client: lin, body: { conversationId: held, wish: { instalments: 12 } } }),
    );
    const { planQuoteId = '', needs } = quote.beyond ?? {};
    expect(needs).toBe('lead');
    expect(
      await refused(
        messagesSend({
          client: lin,
          headers: once(),
          path: { id: held },
          body: { basedOnSeq: await newestSeq(held), planQuoteId },
        }),
      ),
    ).not.toBe('taken');
    const asked = await taken(
      plansAsk({ client: lin, headers: once(), body: { planQuoteId, reason: '收入减半' } }),
    );
    const approved = await taken(
      plansDecide({ client: mei, path: { id: asked.id }, body: { decision: 'approve', reason: '同意' } }),
    );
    expect(approved.state).toBe('approved');
    await send(held, { planQuoteId });
    expect((await disputes.hears()).map(({ template }) => template)).toEqual(['plan-final']);
    expect((await disputes.says('确认')).map(({ template }) => template)).toEqual(['plan-agreed']);
    expect((await disputes.arrangement())?.instalments).toHaveLength(12);
  });

  it('sees what contact is still allowed, and hands back knowing what comes next', async () => {
    const brief = await taken(briefRead({ client: lin, path: { id: held } }));
    const budget = await taken(
      contactBudgetRead({ client: lin, path: { id: brief.who.debtorId }, query: { channel: 'wechat' } }),
    );
    expect(budget.pack.length).toBeGreaterThan(0);
    const preview = await taken(claimsPreview({ client: lin, path: { id: held } }));
    const back = await taken(claimsGiveBack({ client: lin, path: { id: held }, body: {} }));
    expect(back.whatHappensNext).toEqual(preview.whatHappensNext);
    expect((await taken(queueList({ client: lin }))).items).toEqual([]);
    expect((await disputes.conversation()).owner).toBe('bot');
  });

  it('showed no full telephone number or ID, and broke no guarantee', async () => {
    expect(desk.leaks()).toEqual([]);
    expect(await desk.service.brokenGuarantees()).toEqual([]);
  });
});
