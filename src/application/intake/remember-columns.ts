import { Injectable } from '@nestjs/common';
import type { LenderId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import type { MappingKey } from '../ports/column-mappings.js';
import { ColumnMappings } from '../ports/column-mappings.js';
import { Fingerprints } from '../ports/fingerprints.js';
import type { Import, ImportKind } from '../ports/imports.js';
import { headerKey } from './table-columns.js';

/** Keeps what people said about the columns of a file, for the lender's next file with the same header. */
@Injectable()
export class RememberColumns {
  constructor(
    private readonly mappings: ColumnMappings,
    private readonly fingerprints: Fingerprints,
    private readonly clock: Clock,
  ) {}

  async run({ lenderId, kind, columns }: Import, header: readonly string[]): Promise<void> {
    if (columns === null) return;
    await this.mappings.remember(this.keyOf(lenderId, kind, header), columns, this.clock.now());
  }

  /** Headers count as they are understood: case, blanks and punctuation do not matter, their order does. */
  keyOf(lenderId: LenderId | null, kind: ImportKind, header: readonly string[]): MappingKey {
    return { lenderId, kind, signature: this.fingerprints.of(JSON.stringify(header.map(headerKey))) };
  }
}
