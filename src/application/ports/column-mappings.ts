import type { Instant } from '../../domain/calendar/instant.js';
import type { LenderId } from '../../domain/shared/ids.js';
import type { ColumnMapping, ImportKind } from './imports.js';

/** Which files a mapping was made for: those of a lender that have the same header. */
export interface MappingKey {
  readonly lenderId: LenderId | null;
  readonly kind: ImportKind;
  /** Fingerprint of the header. */
  readonly signature: string;
}

/** What the columns of a lender's files mean, as people said it the last time. */
export abstract class ColumnMappings {
  abstract find(key: MappingKey): Promise<ColumnMapping | null>;
  abstract remember(key: MappingKey, columns: ColumnMapping, now: Instant): Promise<void>;
}
