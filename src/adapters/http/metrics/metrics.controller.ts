import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Metrics } from '../../../application/ports/metrics.js';
import { Env } from '../../../config/env.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { Operation } from '../api/operation.js';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** For the one who operates Parley: figures without names. */
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly env: Env,
  ) {}

  /** Open to this machine itself, and to whoever shows METRICS_TOKEN. */
  @Get()
  @Operation({ allow: 'anyone', summary: 'Figures in the format of Prometheus', answers: 'text/plain' })
  async page(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    if (!isLocal(request) && !showsToken(request, this.env.metricsToken)) {
      throw new DomainError('ACCESS.DENIED', 'Metrics are for this machine, or for who shows METRICS_TOKEN.');
    }
    const { contentType, text } = await this.metrics.page();
    void reply.type(contentType);
    return text;
  }
}

/** A request that a proxy on this machine passed on comes from elsewhere. */
const isLocal = ({ ip, headers }: FastifyRequest): boolean =>
  LOOPBACK.has(ip) && headers.forwarded === undefined && headers['x-forwarded-for'] === undefined;

const showsToken = ({ headers }: FastifyRequest, token: string | null): boolean => {
  const shown = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  return token !== null && shown !== undefined && timingSafeEqual(digest(shown), digest(token));
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
