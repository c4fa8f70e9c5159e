import { z } from 'zod';
import type { DomainError } from '../../../domain/shared/domain-error.js';
import { RefusedPlaces } from '../../../domain/shared/refused-places.js';

/** RFC 9457. `code` is stable; screens choose their sentence by it. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    errors: z.array(z.looseObject({ path: z.string(), detail: z.string() })).optional(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not there',
  405: 'Not possible here',
  409: 'In the way of something else',
  410: 'No longer there',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Of the wrong kind',
  422: 'Refused',
  428: 'Version missing',
  429: 'Too many requests',
  500: 'A fault of the service',
  503: 'Not available now',
};

/** Codes whose status the rules below do not give. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  'ACCESS.SIGN_IN': 401,
  'ACCESS.WRONG_CREDENTIALS': 401,
  'ACCESS.TOO_MANY_TRIES': 429,
  'ACCESS.BAD_SIGNATURE': 401,
  'ACCESS.STALE_SIGNATURE': 401,
  'REQUEST.BAD_DIGEST': 400,
  'REQUEST.UNSUPPORTED_MEDIA_TYPE': 415,
  'UPLOAD.GONE': 410,
  'STREAM.TOO_MANY': 429,
  'REQUEST.INVALID': 400,
  'REQUEST.BAD_CURSOR': 400,
  'REQUEST.IDEMPOTENCY_KEY_MISSING': 400,
  'REQUEST.IF_MATCH_MISSING': 428,
  'REQUEST.IF_MATCH_INVALID': 400,
  'DATABASE.UNAVAILABLE': 503,
  'CHANNEL_CALLBACK.NOT_NOW': 503,
};

const STATUS_OF_SUFFIX: readonly (readonly [RegExp, number])[] = [
  [/^ACCESS\./, 403],
  [/\.(UNKNOWN|NOT_THERE|NO_FILE)$/, 404],
  [/\.(TAKEN|NOT_YOURS|DECIDED|IN_PROGRESS|MOVED_ON|CAPACITY_FULL|EXISTS)$/, 409],
];

/** `conditional`: the request named the version it was made for. */
export const statusOf = (code: string, conditional: boolean): number => {
  if (code.endsWith('.CHANGED_MEANWHILE')) return conditional ? 412 : 409;
  return STATUS_OF_CODE[code] ?? STATUS_OF_SUFFIX.find(([pattern]) => pattern.test(code))?.[1] ?? 422;
};

export const problemOf = (error: DomainError, conditional: boolean): Problem => {
  const status = statusOf(error.code, conditional);
  return {
    ...problem(status, error.code, error.message),
    ...(error instanceof RefusedPlaces ? { errors: error.errors.map((place) => ({ ...place })) } : {}),
    ...(Object.keys(error.details).length > 0 ? { details: { ...error.details } } : {}),
  };
};

export const problem = (status: number, code: string, detail: string): Problem => ({
  type: `urn:parley:problem:${code.toLowerCase()}`,
  title: TITLES[status] ?? 'Refused',
  status,
  code,
  detail,
});
