import { z } from 'zod';
import { locale } from '../api/representation.js';
import { permissionsAnswer, personAnswer } from './person-schemas.js';

export const tenantAnswer = z.object({ slug: z.string(), name: z.string() }).meta({ id: 'Tenant' });

export const meAnswer = z
  .object({ person: personAnswer, tenant: tenantAnswer, permissions: permissionsAnswer })
  .meta({ id: 'Me' });

export const meChange = z.strictObject({ locale });

export const passwordBody = z.strictObject({
  old: z.string().min(1).max(512),
  new: z.string().min(1).max(512),
});
