import { z } from 'zod';
import type { Person } from '../../../domain/people/person.js';
import { PERMISSIONS } from '../../../domain/people/permission.js';
import { ROLES } from '../../../domain/people/role.js';
import { idText, isoInstant, locale, toIso, toIsoOrNull } from '../api/representation.js';

const lenders = z.union([z.literal('all'), z.array(idText)]);

export const grantAnswer = z.object({ role: z.enum(ROLES), lenders }).meta({ id: 'Grant' });

export const grantsInput = z
  .array(
    z.strictObject({
      role: z.enum(ROLES),
      lenders: z.union([z.literal('all'), z.array(idText).min(1).max(200)]),
    }),
  )
  .max(20);

export const personAnswer = z
  .object({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    locale,
    grants: z.array(grantAnswer),
    capacity: z.int(),
    languages: z.array(locale),
    /** Whether an invitation was accepted. */
    canSignIn: z.boolean(),
    createdAt: isoInstant,
    disabledAt: isoInstant.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Person' });

export const personView = (person: Person): z.infer<typeof personAnswer> => ({
  id: person.id,
  login: person.login,
  name: person.name,
  locale: person.locale,
  grants: person.grants.map(({ role, lenders: reach }) => ({
    role,
    lenders: reach === 'all' ? 'all' : [...reach],
  })),
  capacity: person.capacity,
  languages: [...person.languages],
  canSignIn: person.passwordHash !== null && person.disabledAt === null,
  createdAt: toIso(person.createdAt),
  disabledAt: toIsoOrNull(person.disabledAt),
  version: person.version,
});

export const permissionAnswer = z.enum(PERMISSIONS).meta({ id: 'Permission' });

export const permissionsAnswer = z.array(
  z.object({ permission: permissionAnswer, lenders }).meta({ id: 'GrantedPermission' }),
);
