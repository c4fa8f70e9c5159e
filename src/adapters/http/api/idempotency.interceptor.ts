import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { defer, lastValueFrom } from 'rxjs';
import type { Observable } from 'rxjs';
import { IdempotencyKeys } from '../../../application/ports/idempotency-keys.js';
import type { IdempotentRequest } from '../../../application/ports/idempotency-keys.js';
import { UnitOfWork } from '../../../application/ports/unit-of-work.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { ApiRequest } from './caller.js';
import { OPERATION } from './operation.js';
import type { OperationOptions } from './operation.js';

const KEY = /^[\x21-\x7e]{1,100}$/;

/**
 * Runs a creating request and keeps its answer in one transaction, so that a repetition with the same key does
 * nothing and gets the same answer. A refused request keeps nothing.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly unitOfWork: UnitOfWork,
    private readonly keys: IdempotencyKeys,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const operation = this.reflector.get<OperationOptions>(OPERATION, context.getHandler());
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const { caller } = request;
    if (operation.creates !== true || caller === undefined) return next.handle();
    const once = identify(request, caller.who.kind, caller.login);
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return defer(() =>
      this.unitOfWork.run(caller.scope, async () => {
        const kept = await this.keys.begin(once);
        if (kept) {
          void reply.status(kept.status).header('Idempotency-Replayed', 'true');
          return kept.body;
        }
        const body: unknown = await lastValueFrom(next.handle(), { defaultValue: null });
        await this.keys.keep(once, { status: operation.status ?? 201, body });
        return body;
      }),
    );
  }
}

const identify = (request: ApiRequest, kind: string, login: string): IdempotentRequest => {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new DomainError(
      'REQUEST.IDEMPOTENCY_KEY_MISSING',
      'This creates something: send an Idempotency-Key of 1 to 100 printable characters, a new one for each new thing.',
    );
  }
  const asked = JSON.stringify([request.url, request.body ?? null]);
  return {
    key,
    caller: `${kind}:${login}`,
    route: `${request.method} ${request.routeOptions.url ?? ''}`,
    fingerprint: createHash('sha256').update(asked).digest('hex'),
  };
};
