import type { TenantId } from '../../domain/shared/ids.js';
import { idOf } from '../../domain/shared/ids.js';

export type TokenKind = 'session' | 'key' | 'invitation';

/** What a client shows: it names its tenant, so that the secret is looked for in the right place. */
export interface Token {
  readonly kind: TokenKind;
  readonly tenantId: TenantId;
  readonly secret: string;
}

const TOKEN = /^(session|key|invitation)\.([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/;

export const writeToken = ({ kind, tenantId, secret }: Token): string => `${kind}.${tenantId}.${secret}`;

/** Null for anything that `writeToken` did not make. */
export const readToken = (text: string): Token | null => {
  const [, kind, tenantId, secret] = TOKEN.exec(text) ?? [];
  if (kind === undefined || tenantId === undefined || secret === undefined) return null;
  return { kind: kind as TokenKind, tenantId: idOf<TenantId>(tenantId), secret };
};
