import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { defer, lastValueFrom } from 'rxjs';
import type { Observable } from 'rxjs';
import { EnterSandbox } from '../../../application/simulator/enter-sandbox.js';
import type { ApiRequest } from './caller.js';

/** Runs a route by the clock of the sandbox that it works in. */
@Injectable()
export class SandboxInterceptor implements NestInterceptor {
  constructor(private readonly enterSandbox: EnterSandbox) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { visit } = context.switchToHttp().getRequest<ApiRequest>();
    if (visit === undefined) return next.handle();
    return defer(() =>
      this.enterSandbox.run(visit.owner, visit.sandboxId, () =>
        lastValueFrom(next.handle(), { defaultValue: null }),
      ),
    );
  }
}
