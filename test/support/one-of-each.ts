import { expect } from '@jest/globals';
import type { ApiCaller } from './api.js';

/** Makes one of each thing of the lender `lumen` that samples of a schema cannot make. */
export const makeOneOfEach = async (caller: ApiCaller): Promise<void> => {
  const make = async (path: string, body: unknown): Promise<{ readonly id: string }> => {
    const answer = await caller.post(path, body);
    expect([path, answer.status, answer.body]).toEqual([path, 201, expect.anything()]);
    return answer.body as { id: string };
  };
  const inForce = async (path: string) => (await caller.get(`${path}?lender=lumen`)).body;

  await make('/v1/webhook-endpoints', { url: 'https://example.com/hook', eventTypes: ['message.sent'] });
  const treatment = await inForce('/v1/treatments/early');
  await make('/v1/treatments/early/revisions', {
    lender: 'lumen',
    basedOn: null,
    content: treatment.content,
  });
  await make('/v1/limits/consumer-loan/revisions', {
    lender: 'lumen',
    basedOn: null,
    content: { buckets: {}, maximumRounds: 3, promiseWithinDays: 14, graceDays: 3, selfServiceDateMoves: 1 },
  });
  await make('/v1/templates/zh-CN/menu/revisions', { lender: 'lumen', basedOn: null, body: '您好' });

  const file = new TextEncoder().encode('reference,principal\r\nX-1,100.00\r\n');
  const upload = await make('/v1/uploads', { fileName: 'debts.csv', size: file.length, lender: 'lumen' });
  const part = await caller.put(`/v1/uploads/${upload.id}/parts/1`, file);
  expect(part.status).toBe(200);
  await make('/v1/imports', { uploadId: upload.id, kind: 'debts', lender: 'lumen', trial: true });
};
