import { z } from 'zod';
import type { Grant } from '../../../domain/people/access.js';
import { PERMISSIONS } from '../../../domain/people/permission.js';
import type { Person } from '../../../domain/people/person.js';
import { DEFAULT_CAPACITY } from '../../../domain/people/person.js';
import { ROLES } from '../../../domain/people/role.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { LenderId } from '../../../domain/shared/ids.js';
import { idText, isoInstant, locale, reasonText, toIso, toIsoOrNull } from '../api/representation.js';

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

export const grantsView = (grants: readonly Grant[]): z.infer<typeof grantAnswer>[] =>
  grants.map(({ role, lenders: reach }) => ({ role, lenders: reach === 'all' ? 'all' : [...reach] }));

export const personView = (person: Person): z.infer<typeof personAnswer> => ({
  id: person.id,
  login: person.login,
  name: person.name,
  locale: person.locale,
  grants: grantsView(person.grants),
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

const languages = z.array(locale).max(2);
const capacity = z.int().min(0).max(100);
const name = z.string().trim().min(1).max(100);

export const personBody = z.strictObject({
  login: z.string().min(1).max(63),
  name,
  locale: locale.default('zh-CN'),
  grants: grantsInput,
  capacity: capacity.default(DEFAULT_CAPACITY),
  languages: languages.default([]),
});

export const personChange = z.strictObject({
  name: name.optional(),
  locale: locale.optional(),
  grants: grantsInput.optional(),
  capacity: capacity.optional(),
  languages: languages.optional(),
});

export const whyBody = z.strictObject({ reason: reasonText });

export const rolesAnswer = z
  .array(z.object({ role: z.enum(ROLES), permissions: z.array(permissionAnswer) }))
  .meta({ id: 'Roles' });

/** Grants with the ids of lenders that somebody typed. */
export const grantsOf = (typed: z.infer<typeof grantsInput>): Grant[] =>
  typed.map(({ role, lenders: reach }) => ({
    role,
    lenders: reach === 'all' ? 'all' : [...new Set(reach)].map((id) => idOf<LenderId>(id)),
  }));
