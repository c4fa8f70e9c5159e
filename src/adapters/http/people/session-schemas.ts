import { z } from 'zod';
import { isoInstant } from '../api/representation.js';
import { personAnswer } from './person-schemas.js';

export const signInBody = z.strictObject({
  tenant: z.string().min(1).max(64),
  login: z.string().min(1).max(63),
  password: z.string().min(1).max(512),
});

/** The token is also set as a cookie, for browsers. */
export const signedInAnswer = z
  .object({ token: z.string(), sessionId: z.string(), expiresAt: isoInstant, person: personAnswer })
  .meta({ id: 'SignedIn' });

export const sessionAnswer = z
  .object({
    id: z.string(),
    createdAt: isoInstant,
    lastSeenAt: isoInstant,
    expiresAt: isoInstant,
    /** The one that asks. */
    current: z.boolean(),
  })
  .meta({ id: 'Session' });

export const sessionsAnswer = z.object({ items: z.array(sessionAnswer) }).meta({ id: 'Sessions' });
