import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DebtEntity } from '../../../src/adapters/persistence/entities/debt.entity.js';
import { MessageEntity } from '../../../src/adapters/persistence/entities/message.entity.js';
import { HOUR, MINUTE, SECOND, instant, plus } from '../../../src/domain/calendar/instant.js';
import { ApiService } from '../../support/api.js';
import type { Answer, ApiCaller } from '../../support/api.js';
import { eachDatabase } from '../../support/databases.js';
import { confirmedDebtor, newDebtor } from '../../support/people.js';
import { debtRow, debtTable, runImport, upload } from '../../support/uploads.js';

jest.setTimeout(300_000);

/** Monday, ten in the morning in Shanghai. */
const START = instant(Date.UTC(2026, 5, 22, 2));

eachDatabase('payments over HTTP', (place) => {
  let api: ApiService;
  let operations: ApiCaller;
  let administrator: ApiCaller;

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START, ['lumen', 'northwind']);
    operations = await api.as('operations', { login: 'olga' });
    administrator = await api.as('administrator');
  });
  afterAll(() => api.stop());

  const told = (debtReference: string, reference: string, change: Record<string, unknown> = {}) => ({
    debtReference,
    reference,
    amountMinor: 50_000,
    currency: 'CNY',
    receivedOn: '2026-06-22',
    ...change,
  });
  const pay = (...parameters: Parameters<typeof told>): Promise<Answer> =>
    operations.post('/v1/payments', { lender: 'lumen', ...told(...parameters) });

  it('a payment sends a receipt, and is known however often it is told', async () => {
    const debtor = await confirmedDebtor(api.service, 'zh-CN');
    const first = await pay(debtor.reference, 'P-1');
    expect(first.body).toMatchObject({ state: 'recorded', unmatchedPaymentId: null });
    await api.service.work();
    expect((await debtor.hears()).map(({ template }) => template)).toEqual(['payment-receipt']);
    expect((await debtor.debt()).components.paidMinor).toBe(50_000);
    expect((await pay(debtor.reference, 'P-1')).body).toEqual(first.body);
    const differs = await pay(debtor.reference, 'P-1', { amountMinor: 60_000 });
    expect(differs.body).toMatchObject({ status: 422, code: 'PAYMENT.TOLD_DIFFERENTLY' });
    const future = await pay(debtor.reference, 'P-9', { receivedOn: '2026-06-23' });
    expect(future.body).toMatchObject({ status: 422, code: 'PAYMENT.IN_FUTURE' });
    const { debtId } = first.body as { debtId: string };
    const { body } = await operations.get(`/v1/payments?debt=${debtId}`);
    expect(body.items).toMatchObject([
      { reference: 'P-1', lender: 'lumen', amount: { amountMinor: 50_000 } },
    ]);
    const north = await api.as('operations', { lenders: ['northwind'] });
    expect((await north.get(`/v1/payments?debt=${debtId}`)).body).toMatchObject({ code: 'DEBT.UNKNOWN' });
    const hidden = await north.post('/v1/payments', { lender: 'lumen', ...told(debtor.reference, 'P-2') });
    expect(hidden.body).toMatchObject({ status: 404, code: 'LENDER.UNKNOWN' });
  });

  it('a payment withdraws what waits to be sent', async () => {
    api.service.clock.advanceTo(plus(START, 16 * HOUR));
    const debtor = await newDebtor(api.service, 'zh-CN', { daysPastDue: 1 });
    await api.service.plan();
    const waiting = async () =>
      (await debtor.messages()).map(({ state, stateReason }) => [state, stateReason]);
    expect(await waiting()).toEqual([['queued', null]]);
    await pay(debtor.reference, 'P-20', { amountMinor: 1 });
    expect(await waiting()).toEqual([['cancelled', 'payment-received']]);
  });

  describe('a payment for no known debt', () => {
    const unmatched = async (state = 'open'): Promise<{ id: string; reference: string }[]> =>
      (await operations.get(`/v1/unmatched-payments?state=${state}`)).body.items;

    it('is kept, and matched by hand with a reason', async () => {
      const debtor = await newDebtor(api.service, 'zh-CN');
      const kept = await pay('typo', 'P-30');
      expect(kept.body).toMatchObject({ state: 'unmatched', why: 'unknown-debt', paymentId: null });
      expect((await pay('typo', 'P-30')).body).toEqual(kept.body);
      expect(await unmatched()).toMatchObject([{ reference: 'P-30', debtReference: 'typo', toldBy: 'api' }]);
      const path = `/v1/unmatched-payments/${(kept.body as { unmatchedPaymentId: string }).unmatchedPaymentId}`;
      const wrong = await operations.post(`${path}/match`, { debtReference: 'none', reason: 'by name' });
      expect(wrong.body).toMatchObject({ status: 422, code: 'PAYMENT.UNKNOWN_DEBT' });
      const matched = await operations.post(`${path}/match`, {
        debtReference: debtor.reference,
        reason: 'one digit was wrong',
      });
      expect(matched.body).toMatchObject({ state: 'matched', decidedBy: 'staff:olga' });
      expect((await debtor.debt()).components.paidMinor).toBe(50_000);
      expect(await unmatched()).toEqual([]);
      const twice = await operations.post(`${path}/dismiss`, { reason: 'not ours' });
      expect(twice.body).toMatchObject({ status: 409, code: 'UNMATCHED_PAYMENT.DECIDED' });
      expect((await pay('typo', 'P-30')).body).toMatchObject({ state: 'recorded' });
      expect((await debtor.debt()).components.paidMinor).toBe(50_000);
    });

    it('is dismissed with a reason, and stays so', async () => {
      const debtor = await newDebtor(api.service, 'zh-CN');
      const kept = await pay(debtor.reference, 'P-31', { currency: 'USD' });
      expect(kept.body).toMatchObject({ state: 'unmatched', why: 'other-currency' });
      const path = `/v1/unmatched-payments/${(kept.body as { unmatchedPaymentId: string }).unmatchedPaymentId}`;
      const north = await api.as('operations', { lenders: ['northwind'] });
      expect((await north.post(`${path}/dismiss`, { reason: 'not ours' })).status).toBe(404);
      expect((await north.get('/v1/unmatched-payments')).body.items).toEqual([]);
      const lead = await api.as('lead');
      expect((await lead.post(`${path}/dismiss`, { reason: 'not ours' })).status).toBe(403);
      const dismissed = await operations.post(`${path}/dismiss`, { reason: 'sent back to the bank' });
      expect(dismissed.body).toMatchObject({ state: 'dismissed', decideReason: 'sent back to the bank' });
      expect((await pay(debtor.reference, 'P-31', { currency: 'USD' })).body).toMatchObject({
        state: 'dismissed',
      });
      expect(await unmatched('dismissed')).toMatchObject([{ reference: 'P-31' }]);
    });

    it('of a file is rejected and kept, and goes on its debt when the debt has come', async () => {
      const file = Buffer.from(
        '债权人,借据号,流水号,金额,币种,到账日期\nlumen,JK-700,T-700,12.50,CNY,2026-06-22\n',
      );
      const import_ = async () =>
        runImport(api, operations, {
          ...{ uploadId: await upload(operations, file), kind: 'payments', acceptRejected: true },
        });
      const done = await import_();
      expect(done).toMatchObject({ state: 'finished', added: 0, rejected: 1 });
      expect((await operations.get(`/v1/imports/${done.id as string}/rejected`)).body).toContain(
        'PAYMENT.UNKNOWN_DEBT',
      );
      expect(await unmatched()).toMatchObject([{ reference: 'T-700', toldBy: 'file' }]);
      expect(await import_()).toMatchObject({ added: 0, rejected: 1 });
      expect(await unmatched()).toHaveLength(1);
      await runImport(api, operations, {
        uploadId: await upload(operations, Buffer.from(debtTable([debtRow(700)]))),
      });
      expect(await import_()).toMatchObject({ added: 1, rejected: 0 });
      expect(await unmatched()).toEqual([]);
      expect(await import_()).toMatchObject({ added: 0, unchanged: 1 });
    });
  });

  describe('a signed notification', () => {
    let source: string;
    let secret: string;
    let debtReference: string;

    beforeAll(async () => {
      const made = await administrator.post('/v1/payment-sources', { lender: 'lumen', label: 'the bank' });
      expect(made.status).toBe(201);
      source = made.body.source.id as string;
      secret = made.body.secret as string;
      debtReference = (await newDebtor(api.service, 'zh-CN')).reference;
    });

    const seconds = (): number => Math.floor(api.service.now() / SECOND);
    const notify = async (
      body: string,
      { to = source, key = secret, at = seconds(), signed = body } = {},
    ): Promise<{ status: number; body: unknown }> => {
      const v1 = createHmac('sha256', key).update(`${at}.${signed}`).digest('hex');
      const response = await fetch(`${api.base}/v1/payment-sources/${to}/notifications`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Parley-Signature': `t=${at},v1=${v1}` },
        body,
      });
      return { status: response.status, body: await response.json() };
    };
    const body = (reference: string): string =>
      `{ ${JSON.stringify(told(debtReference, reference)).slice(1)}`;

    it('records the payment, and answers a replay alike', async () => {
      const first = await notify(body('N-1'));
      expect(first).toMatchObject({ status: 200, body: { state: 'recorded' } });
      expect(await notify(body('N-1'))).toEqual(first);
    });

    it('is refused with a wrong signature, an altered byte, an old timestamp or from nobody', async () => {
      const wrong = { status: 401, body: { code: 'ACCESS.BAD_SIGNATURE' } };
      expect(await notify(body('N-2'), { key: 'x'.repeat(43) })).toMatchObject(wrong);
      expect(await notify(body('N-2'), { signed: body('N-3') })).toMatchObject(wrong);
      expect(await notify(body('N-2').replace('{ ', '{  '), { signed: body('N-2') })).toMatchObject(wrong);
      const elsewhere = `${source.slice(0, -4)}0000`;
      expect(await notify(body('N-2'), { to: elsewhere })).toMatchObject(wrong);
      expect(await notify(body('N-2'), { to: 'nonsense' })).toMatchObject(wrong);
      const stale = { status: 401, body: { code: 'ACCESS.STALE_SIGNATURE' } };
      for (const minutes of [-6, 6]) {
        const at = seconds() + (minutes * MINUTE) / SECOND;
        expect(await notify(body('N-2'), { at })).toMatchObject(stale);
      }
      const unsigned = await fetch(`${api.base}/v1/payment-sources/${source}/notifications`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: body('N-2'),
      });
      expect(unsigned.status).toBe(401);
      expect(await notify(body('N-2'), { at: seconds() - 299 })).toMatchObject({ status: 200 });
    });

    it('keeps what it cannot place, and is refused when the source is removed', async () => {
      const lost = JSON.stringify(told('nowhere', 'N-5'));
      expect(await notify(lost)).toMatchObject({ status: 200, body: { state: 'unmatched' } });
      const listed = await administrator.get('/v1/payment-sources');
      expect(listed.body.items).toMatchObject([{ id: source, lender: 'lumen', label: 'the bank' }]);
      expect(JSON.stringify(listed.body)).not.toContain(secret);
      const stranger = await api.as('administrator', { tenant: 'other' });
      expect((await stranger.delete(`/v1/payment-sources/${source}`)).status).toBe(404);
      expect((await administrator.delete(`/v1/payment-sources/${source}`)).status).toBe(204);
      expect(await notify(lost)).toMatchObject({ status: 401 });
    });
  });

  describe('undoing an import', () => {
    const undo = (id: string): Promise<Answer> =>
      operations.post(`/v1/imports/${id}/undo`, { reason: 'the wrong file' });
    const imported = async (number: number): Promise<string> => {
      const today = new Date(api.service.now()).toISOString().slice(0, 10);
      const row = debtRow(number, { 到期日: today, 授权: '2026-06-01 contract' });
      const done = await runImport(api, operations, {
        uploadId: await upload(operations, Buffer.from(debtTable([row]))),
      });
      return done.id as string;
    };

    it('is refused once money has come', async () => {
      const id = await imported(801);
      await pay('JK-801', 'P-801');
      expect((await undo(id)).body).toMatchObject({ status: 422, code: 'INTAKE.ALREADY_PAID' });
    });

    it('withdraws queued messages, and is refused once something was sent', async () => {
      api.service.clock.advanceTo(plus(START, 40 * HOUR));
      const numbers = Array.from({ length: 12 }, (_, place) => 810 + place);
      const runs = new Map<number, string>();
      for (const number of numbers) runs.set(number, await imported(number));
      await api.service.plan();
      const states = async (): Promise<string[]> => {
        return Promise.all(
          numbers.map(async (number) => {
            const [debt] = await api.service.rows(DebtEntity, { reference: `JK-${number}` });
            const [message] = await api.service.rows(MessageEntity, { debtId: debt!.id });
            return message?.state ?? 'none';
          }),
        );
      };
      const planned = await states();
      const [first, second] = numbers.filter((_, place) => planned[place] === 'queued');
      expect(first).toBeDefined();
      expect(second).toBeDefined();
      expect((await undo(runs.get(first!)!)).body).toMatchObject({ withdrawn: 1, notices: [] });
      expect((await states())[numbers.indexOf(first!)]).toBe('cancelled');
      await api.service.moveTo(plus(api.service.now(), 9 * HOUR));
      expect((await states())[numbers.indexOf(second!)]).toBe('delivered');
      expect((await undo(runs.get(second!)!)).body).toMatchObject({
        status: 422,
        code: 'INTAKE.ALREADY_SENT',
      });
    });
  });
});
