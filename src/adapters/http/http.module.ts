import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AccessGuard } from './api/access.guard.js';
import { IdempotencyInterceptor } from './api/idempotency.interceptor.js';
import { ProblemFilter } from './api/problem.filter.js';
import { validation } from './api/validation.js';
import { InvitationsController } from './people/invitations.controller.js';
import { MeController } from './people/me.controller.js';
import { SessionsController } from './people/sessions.controller.js';

/** Every controller of API v1. */
export const API_CONTROLLERS = [InvitationsController, MeController, SessionsController] as const;

/** The HTTP API: guarded, validated, with problems for refusals. */
@Module({
  controllers: [...API_CONTROLLERS],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_PIPE, useFactory: validation },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class HttpModule {}
