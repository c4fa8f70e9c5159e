import { describe, expect, it } from '@jest/globals';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Metrics } from '../../../application/ports/metrics.js';
import { Env } from '../../../config/env.js';
import { MetricsController } from './metrics.controller.js';

const TOKEN = 'a-token-for-the-metrics';

class FixedMetrics extends Metrics {
  requestEnded(): void {
    throw new Error('nothing is measured here');
  }
  page() {
    return Promise.resolve({ contentType: 'text/plain', text: 'up 1' });
  }
}

const read = (ip: string, headers: Record<string, string>, token?: string): Promise<string> => {
  const env = new Env({ PARLEY_MODE: 'test', ...(token === undefined ? {} : { METRICS_TOKEN: token }) });
  const reply = { type: () => reply } as unknown as FastifyReply;
  return new MetricsController(new FixedMetrics(), env).page({ ip, headers } as FastifyRequest, reply);
};

describe('the page of metrics', () => {
  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('is for %s without a token', async (ip) => {
    expect(await read(ip, {})).toBe('up 1');
  });

  it('is for another machine that shows the token', async () => {
    expect(await read('203.0.113.5', { authorization: `Bearer ${TOKEN}` }, TOKEN)).toBe('up 1');
  });

  it.each([
    ['no token', '203.0.113.5', {}, TOKEN],
    ['another token', '203.0.113.5', { authorization: 'Bearer a-token-for-the-metricz' }, TOKEN],
    ['a token where none is set', '203.0.113.5', { authorization: 'Bearer ' }, undefined],
    ['a proxy on this machine', '127.0.0.1', { 'x-forwarded-for': '203.0.113.5' }, TOKEN],
    ['a proxy on this machine that says Forwarded', '::1', { forwarded: 'for=203.0.113.5' }, TOKEN],
  ])('is not for %s', async (_, ip, headers, token) => {
    await expect(read(ip, headers as Record<string, string>, token)).rejects.toMatchObject({
      code: 'ACCESS.DENIED',
    });
  });
});
