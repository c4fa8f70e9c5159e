import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Authenticated } from '../../../application/people/authenticated.js';
import type { WorkScope } from '../../../application/ports/unit-of-work.js';
import type { LenderReach } from '../../../domain/people/access.js';
import type { Permission } from '../../../domain/people/permission.js';
import type { Actor } from '../../../domain/shared/actor.js';
import type { TenantId } from '../../../domain/shared/ids.js';
import { DomainError } from '../../../domain/shared/domain-error.js';

/** Who calls a route, and as whom its use case works. */
export interface Caller {
  readonly who: Authenticated;
  /** The person's login, or the label of the API key. */
  readonly login: string;
  /** Its reach is that of the permission which the route asks for. */
  readonly scope: WorkScope;
  can(permission: Permission): boolean;
}

/** A request as the guard leaves it. */
export interface ApiRequest extends FastifyRequest {
  caller?: Caller;
  /** The sandbox in which the route works, and whose it is. */
  visit?: { readonly owner: WorkScope; readonly sandboxId: TenantId };
}

export const makeCaller = (who: Authenticated, reach: LenderReach): Caller => ({
  who,
  login: who.login,
  scope: { tenantId: who.tenantId, actor: actorOf(who), reach },
  can: (permission) => who.permissions.has(permission),
});

const actorOf = ({ kind, login }: Authenticated): Actor =>
  kind === 'person' ? { kind: 'staff', name: login } : { kind: 'api-key', label: login };

/** Injects the `Caller`; throws `ACCESS.SIGN_IN` on a route that anyone may call when nobody did sign in. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<ApiRequest>();
  if (caller) return caller;
  throw new DomainError('ACCESS.SIGN_IN', 'Sign in first, or send an API key.');
});
