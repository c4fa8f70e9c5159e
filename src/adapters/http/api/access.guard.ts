import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Authenticate } from '../../../application/people/authenticate.js';
import { EnterSandbox } from '../../../application/simulator/enter-sandbox.js';
import type { LenderReach } from '../../../domain/people/access.js';
import type { Permission } from '../../../domain/people/permission.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { TenantId } from '../../../domain/shared/ids.js';
import { idOf } from '../../../domain/shared/ids.js';
import { makeCaller } from './caller.js';
import type { ApiRequest, Caller } from './caller.js';
import { OPERATION } from './operation.js';
import type { OperationOptions } from './operation.js';

/** Names a sandbox in which the request is to work. */
export const SANDBOX_HEADER = 'parley-sandbox';

/** What lets somebody in, or calls somebody else, has no place where everything is invented. */
const OUTSIDE_ONLY: ReadonlySet<Permission> = new Set<Permission>([
  'people.manage',
  'api-keys.manage',
  'payment-sources.manage',
  'channels.manage',
  'channels.log-in',
  'webhooks.manage',
]);

export const SESSION_COOKIE = 'parley_session';

/** Lets a request through to a route if its `@Operation` allows who sent it; a route without one lets nobody in. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticate: Authenticate,
    private readonly enterSandbox: EnterSandbox,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const operation = this.reflector.get<OperationOptions | undefined>(OPERATION, context.getHandler());
    if (!operation) throw new DomainError('ACCESS.CLOSED', 'This route is open to nobody.');
    const { allow } = operation;
    if (allow === 'anyone') return true;
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const who = await this.authenticate.run(tokenOf(request));
    if (!who) throw new DomainError('ACCESS.SIGN_IN', 'Sign in first, or send an API key.');
    const reach: LenderReach | undefined = allow === 'signed-in' ? 'all' : who.permissions.get(allow);
    if (reach === undefined) {
      throw new DomainError('ACCESS.DENIED', `This needs the permission "${allow}".`, { permission: allow });
    }
    request.caller = makeCaller(who, reach);
    if (allow !== 'signed-in') await this.intoSandbox(request, request.caller, allow, reach);
    return true;
  }

  /** With the header, the route works on the sandbox instead, for whoever may use the simulator. */
  private async intoSandbox(
    request: ApiRequest,
    caller: Caller,
    allow: Permission,
    reach: LenderReach,
  ): Promise<void> {
    const id = request.headers[SANDBOX_HEADER];
    if (typeof id !== 'string') return;
    if (OUTSIDE_ONLY.has(allow)) {
      throw new DomainError(
        'ACCESS.NOT_IN_A_SANDBOX',
        'This reaches outside, so it cannot be done in a sandbox.',
      );
    }
    if (!caller.can('simulator.use')) {
      throw new DomainError('ACCESS.DENIED', 'This needs the permission "simulator.use".');
    }
    const sandbox = await this.enterSandbox.find(caller.scope, idOf<TenantId>(id));
    request.caller = makeCaller({ ...caller.who, tenantId: sandbox.id }, reach);
    request.visit = { owner: caller.scope, sandboxId: sandbox.id };
  }
}

/** The bearer token, else the session cookie; a page of another origin may not use the cookie to change anything. */
export const tokenOf = (request: ApiRequest): string => {
  const { authorization } = request.headers;
  if (authorization !== undefined) return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
  const token = cookieOf(request.headers.cookie ?? '');
  if (token !== '' && !['GET', 'HEAD'].includes(request.method)) requireSameOrigin(request);
  return token;
};

const cookieOf = (header: string): string =>
  new RegExp(`(?:^|; *)${SESSION_COOKIE}=([^;]+)`).exec(header)?.[1] ?? '';

const requireSameOrigin = ({ headers }: ApiRequest): void => {
  const { origin } = headers;
  if (origin === undefined || (URL.canParse(origin) && new URL(origin).host === headers.host)) return;
  throw new DomainError('ACCESS.OTHER_ORIGIN', 'A page of another origin cannot act with this session.');
};
