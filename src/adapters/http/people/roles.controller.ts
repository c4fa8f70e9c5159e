import { Controller, Get } from '@nestjs/common';
import type { z } from 'zod';
import { ROLE_PERMISSIONS, ROLES } from '../../../domain/people/role.js';
import { Operation } from '../api/operation.js';
import { rolesAnswer } from './person-schemas.js';

/** What the roles are for. */
@Controller('v1/roles')
export class RolesController {
  @Get()
  @Operation({ allow: 'signed-in', summary: 'What each role may do', answers: rolesAnswer })
  list(): z.infer<typeof rolesAnswer> {
    return ROLES.map((role) => ({ role, permissions: [...ROLE_PERMISSIONS[role]] }));
  }
}
