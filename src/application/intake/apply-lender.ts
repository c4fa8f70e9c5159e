import { Injectable } from '@nestjs/common';
import type { NegotiationLimits } from '../../domain/arrangement/limits.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { LenderId } from '../../domain/shared/ids.js';
import { sortedJson } from '../../domain/shared/sorted-json.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { LenderFiles } from '../ports/lender-files.js';
import { Lenders } from '../ports/lenders.js';
import { Revisions } from '../ports/revisions.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';

export interface AppliedLender {
  readonly lender: Lender;
  readonly change: 'added' | 'updated' | 'unchanged';
}

/** Stores a lender and its limits as its file says; the code tells which lender is meant. Published limits stay. */
@Injectable()
export class ApplyLender {
  constructor(
    private readonly lenderFiles: LenderFiles,
    private readonly lenders: Lenders,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly unitOfWork: UnitOfWork,
    private readonly revisions: Revisions,
  ) {}

  /** Throws `CONFIG.INVALID` or `CONFIG.NO_FILE`, naming the file and the place in it. */
  async run(scope: WorkScope, path: string): Promise<AppliedLender> {
    const profile = this.lenderFiles.read(path);
    return this.unitOfWork.run(scope, async () => {
      const stored = await this.lenders.byCode(profile.code);
      const lender: Lender = {
        id: stored?.id ?? this.ids.next<LenderId>(),
        version: stored?.version ?? 1,
        ...profile,
        limits: { ...profile.limits, ...(await this.publishedLimits(stored)) },
      };
      if (stored && sortedJson(stored) === sortedJson(lender)) return { lender: stored, change: 'unchanged' };
      await this.lenders.save(lender);
      const change = stored ? 'updated' : 'added';
      await this.events.append([{ type: `lender.${change}`, subjects: { lender: lender.id } }]);
      return { lender, change };
    });
  }

  /** What two people published stays in force, whatever the file says. */
  private async publishedLimits(stored: Lender | null): Promise<Lender['limits']> {
    if (!stored) return {};
    const published = await this.revisions.inForce('limits', [stored.id]);
    return Object.fromEntries(
      published.map(({ name, content }) => [name, content as unknown as NegotiationLimits]),
    );
  }
}
