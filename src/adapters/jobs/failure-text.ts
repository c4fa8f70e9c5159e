import { DomainError } from '../../domain/shared/domain-error.js';

/**
 * What may be kept of an error: a refusal of our own in full; of any other only its kind and code, because the
 * message of a driver can repeat values.
 */
export const failureText = (error: unknown): string => {
  if (error instanceof DomainError) return `${error.code}: ${error.message}`;
  if (typeof error !== 'object' || error === null) return 'unknown failure';
  const { name, code } = error as { name?: unknown; code?: unknown };
  const kind = typeof name === 'string' ? name : 'Error';
  return typeof code === 'string' || typeof code === 'number' ? `${kind} (${code})` : kind;
};
