import { Injectable } from '@nestjs/common';
import type { LenderReach } from '../../domain/people/access.js';
import { reaches } from '../../domain/people/access.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ImportId } from '../../domain/shared/ids.js';
import type { Import } from '../ports/imports.js';
import { Imports } from '../ports/imports.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { compete } from './import-rules.js';

export interface ReadImport {
  readonly one: Import;
  /** The import that goes first; null when it does not wait, or for nobody. */
  readonly waitingFor: Pick<Import, 'id' | 'requestedBy'> | null;
}

/** Imports as those see them who reach their lenders. */
@Injectable()
export class ReadImports {
  constructor(
    private readonly imports: Imports,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Newest first. */
  page(scope: WorkScope, before: ImportId | null, limit: number): Promise<ReadImport[]> {
    return this.unitOfWork.run(scope, async () => {
      const found = await this.imports.page({ reach: scope.reach, before, limit });
      const unfinished = found.some(({ state }) => state === 'waiting')
        ? await this.imports.unfinished()
        : [];
      return found.map((one) => ({ one, waitingFor: firstBefore(one, unfinished) }));
    });
  }

  /** Throws `IMPORT.UNKNOWN`, also for one that is out of reach. */
  one(scope: WorkScope, id: ImportId): Promise<ReadImport> {
    return this.unitOfWork.run(scope, async () => {
      const one = await this.imports.byId(id);
      if (!one || !reachesImport(scope.reach, one)) throw unknownImport();
      const unfinished = one.state === 'waiting' ? await this.imports.unfinished() : [];
      return { one, waitingFor: firstBefore(one, unfinished) };
    });
  }
}

export const unknownImport = (): DomainError => new DomainError('IMPORT.UNKNOWN', 'There is no such import.');

/** A file that names its lenders in its rows is seen by those who reach all. */
export const reachesImport = (reach: LenderReach | undefined, { lenderId }: Import): boolean =>
  lenderId === null ? reach === undefined || reach === 'all' : reaches(reach, lenderId);

/** Who is under way, else who asked earlier. */
const firstBefore = (one: Import, unfinished: readonly Import[]): ReadImport['waitingFor'] => {
  if (one.state !== 'waiting') return null;
  const others = unfinished.filter((other) => compete(other, one));
  const first = others.find(({ state }) => state !== 'waiting') ?? others.find(({ id }) => id < one.id);
  return first ? { id: first.id, requestedBy: first.requestedBy } : null;
};
