import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import type { z } from 'zod';
import { ChangePassword } from '../../../application/people/change-password.js';
import { OwnPerson } from '../../../application/people/own-person.js';
import type { Tenant } from '../../../application/ports/tenants.js';
import { Tenants } from '../../../application/ports/tenants.js';
import type { Person } from '../../../domain/people/person.js';
import type { TenantId } from '../../../domain/shared/ids.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { meAnswer, meChange, passwordBody, tenantAnswer } from './me-schemas.js';
import { personView } from './person-schemas.js';

/** Who is signed in, and for whom they work. */
@Controller('v1')
export class MeController {
  constructor(
    private readonly ownPerson: OwnPerson,
    private readonly changePassword: ChangePassword,
    private readonly tenants: Tenants,
  ) {}

  @Get('me')
  @Operation({ allow: 'signed-in', summary: 'Who you are and what you may do', answers: meAnswer })
  async read(@Caller() caller: Caller): Promise<z.infer<typeof meAnswer>> {
    return this.view(caller, await this.ownPerson.read(caller.scope));
  }

  @Patch('me')
  @Operation({ allow: 'signed-in', summary: 'Choose your language', answers: meAnswer })
  async change(
    @Caller() caller: Caller,
    @Body({ schema: meChange }) { locale }: z.infer<typeof meChange>,
  ): Promise<z.infer<typeof meAnswer>> {
    return this.view(caller, await this.ownPerson.changeLocale(caller.scope, locale));
  }

  @Post('me/password')
  @Operation({
    allow: 'signed-in',
    summary: 'Choose another password; your other sessions end',
    answers: null,
  })
  async password(
    @Caller() caller: Caller,
    @Body({ schema: passwordBody }) body: z.infer<typeof passwordBody>,
  ): Promise<void> {
    await this.changePassword.run(caller.scope, { ...body, sessionId: caller.who.sessionId });
  }

  @Get('tenant')
  @Operation({ allow: 'signed-in', summary: 'For whom you work', answers: tenantAnswer })
  async tenant(@Caller() caller: Caller): Promise<z.infer<typeof tenantAnswer>> {
    const { slug, name } = await this.tenantOf(caller.scope.tenantId);
    return { slug, name };
  }

  private async view(caller: Caller, person: Person): Promise<z.infer<typeof meAnswer>> {
    const { slug, name } = await this.tenantOf(caller.scope.tenantId);
    return {
      person: personView(person),
      tenant: { slug, name },
      permissions: [...caller.who.permissions].map(([permission, reach]) => ({
        permission,
        lenders: reach === 'all' ? 'all' : [...reach],
      })),
    };
  }

  private async tenantOf(id: TenantId): Promise<Tenant> {
    const tenant = (await this.tenants.all()).find((one) => one.id === id);
    if (tenant) return tenant;
    throw new DomainError('TENANT.UNKNOWN', 'This tenant does not exist.');
  }
}
