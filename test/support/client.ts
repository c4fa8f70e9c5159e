import { randomUUID } from 'node:crypto';
import { createClient } from '../../client/client/index.js';
import type { Client } from '../../client/client/index.js';
import { SignIn } from '../../src/application/people/sign-in.js';
import type { Problem } from '../../client/index.js';
import type { ApiCaller, ApiService } from './api.js';
import { PASSWORD } from './api.js';

/** The generated client, signed in as somebody; signs in again when the clock has moved on. */
export const clientFor = (api: ApiService, login: string, tenant = 'default'): Client =>
  createClient({
    baseUrl: api.base,
    auth: async ({ scheme }) =>
      scheme === 'bearer'
        ? (await api.service.get(SignIn).run({ tenant, login, password: PASSWORD })).token
        : undefined,
  });

export const clientOf = (api: ApiService, { person }: ApiCaller): Client => {
  if (!person) throw new Error('nobody signed in');
  return clientFor(api, person.login);
};

/** Headers of a creating call. */
export const once = (): { 'Idempotency-Key': string } => ({ 'Idempotency-Key': randomUUID() });

export const matching = ({ version }: { readonly version: number }): { 'If-Match': string } => ({
  'If-Match': `"${version}"`,
});

interface Answered<Data> {
  readonly data?: Data | undefined;
  readonly error?: unknown;
}

/** The answer of a call that must be taken. */
export const taken = async <Data>(call: Promise<Answered<Data>>): Promise<NonNullable<Data>> => {
  const { data, error } = await call;
  if (error !== undefined || data === undefined || data === null) {
    throw new Error(`refused: ${JSON.stringify(error ?? 'no answer')}`);
  }
  return data;
};

/** The code with which a call is refused. */
export const refused = async (call: Promise<Answered<unknown>>): Promise<string> => {
  const { error } = await call;
  return (error as Problem | undefined)?.code ?? 'taken';
};
