import type { INestApplicationContext } from '@nestjs/common';
import { AcceptInvitation } from '../application/people/accept-invitation.js';
import { AddPerson } from '../application/people/add-person.js';
import { InvitePerson } from '../application/people/invite-person.js';
import { Secrets } from '../application/ports/secrets.js';
import type { WorkScope } from '../application/ports/unit-of-work.js';
import { DEFAULT_CAPACITY } from '../domain/people/person.js';
import { ROLES } from '../domain/people/role.js';

/** Two, because whoever writes a text or a limit cannot publish it. */
const LOGINS = ['demo-one', 'demo-two'] as const;

export interface DemoPeople {
  readonly logins: readonly string[];
  readonly password: string;
}

/** People who may do everything in the demo, with a password that is made now and told once. */
export const inviteDemoPeople = async (
  app: INestApplicationContext,
  scope: WorkScope,
): Promise<DemoPeople> => {
  const password = app.get(Secrets, { strict: false }).make();
  for (const login of LOGINS) {
    const person = await app.get(AddPerson, { strict: false }).run(scope, {
      login,
      name: login,
      locale: 'en',
      grants: ROLES.map((role) => ({ role, lenders: 'all' })),
      capacity: DEFAULT_CAPACITY,
      languages: [],
    });
    const { token } = await app.get(InvitePerson, { strict: false }).run(scope, person.id);
    await app.get(AcceptInvitation, { strict: false }).run(token, password);
  }
  return { logins: LOGINS, password };
};
