import { z } from 'zod';
import { isoInstant } from '../api/representation.js';

/** The token is shown once. */
export const invitationAnswer = z
  .object({ token: z.string(), expiresAt: isoInstant })
  .meta({ id: 'Invitation' });

export const acceptBody = z.strictObject({
  token: z.string().min(1).max(200),
  password: z.string().min(1).max(512),
});

/** With what the person signs in from now on. */
export const acceptedAnswer = z.object({ login: z.string() }).meta({ id: 'AcceptedInvitation' });
