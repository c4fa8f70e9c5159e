import { Injectable } from '@nestjs/common';
import type { Lender } from '../../domain/debt/lender.js';
import type { ContentFault } from '../../domain/revision/content-fault.js';
import type { Revision, RevisionContent } from '../../domain/revision/revision.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { RevisionId } from '../../domain/shared/ids.js';
import type { TreatmentContent } from '../../domain/treatment/treatment-content.js';
import type { TreatmentInForce } from '../../domain/treatment/treatments-in-force.js';
import { ReachableLender } from '../lender/reachable-lender.js';
import { Revisions } from '../ports/revisions.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { MeasureSegment } from './measure-segment.js';
import type { SegmentSize } from './measure-segment.js';
import { ReadTreatmentsInForce } from './read-treatments-in-force.js';
import { TreatmentRules } from './treatment-rules.js';

/** A treatment by which debts of a lender, or of all of them, are planned, and what is on its way to replace it. */
export interface ListedTreatment {
  /** Null: only a revision that was not published yet has this name. */
  readonly inForce: TreatmentInForce | null;
  readonly name: string;
  /** The number that a new revision of the same owner is begun on. */
  readonly basedOn: number | null;
  /** The newest revision that was not decided. */
  readonly pending: Revision | null;
}

/** Reads, checks and measures treatments; a lender out of reach answers as if it did not exist. */
@Injectable()
export class ReadTreatments {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly inForce: ReadTreatmentsInForce,
    private readonly revisions: Revisions,
    private readonly lenders: ReachableLender,
    private readonly measure: MeasureSegment,
    private readonly rules: TreatmentRules,
  ) {}

  /** First by priority, what is not in force at the end; throws `LENDER.UNKNOWN`. */
  list(scope: WorkScope, lenderCode: string | null): Promise<ListedTreatment[]> {
    return this.unitOfWork.run(scope, async () => {
      const lender = await this.lenders.orNone(scope, lenderCode);
      return this.listed(lender);
    });
  }

  /** Throws `TREATMENT.UNKNOWN` or `LENDER.UNKNOWN`. */
  one(scope: WorkScope, name: string, lenderCode: string | null): Promise<ListedTreatment> {
    return this.unitOfWork.run(scope, async () => {
      const lender = await this.lenders.orNone(scope, lenderCode);
      const found = (await this.listed(lender)).find((one) => one.name === name);
      if (found) return found;
      throw unknown(name);
    });
  }

  /** Everything that is wrong with a content; throws `LENDER.UNKNOWN` or `ACCESS.ALL_LENDERS_NEEDED`. */
  check(
    scope: WorkScope,
    content: TreatmentContent,
    lenderCode: string | null,
  ): Promise<readonly ContentFault[]> {
    return this.unitOfWork.run(scope, async () => {
      const lender = await this.lenders.orAll(scope, lenderCode);
      return this.rules.check(content.name, content as unknown as RevisionContent, lender);
    });
  }

  /** Open debts in the segment now, by lender in reach; of what is in force there, or of one revision. */
  sizes(
    scope: WorkScope,
    name: string,
    lenderCode: string | null,
    revisionId: RevisionId | null,
  ): Promise<SegmentSize[]> {
    return this.unitOfWork.run(scope, async () => {
      const asked = await this.lenders.orNone(scope, lenderCode);
      const lenders = asked ? [asked] : await this.lenders.all(scope);
      if (revisionId !== null) {
        const { segment } = await this.revised(scope, name, revisionId);
        return this.measure.run(segment, lenders);
      }
      const treatments = await this.inForce.run();
      const sizes: SegmentSize[] = [];
      let found = treatments.of(null).some(({ treatment }) => treatment.name === name);
      for (const lender of lenders) {
        const here = treatments.of(lender.id).find(({ treatment }) => treatment.name === name);
        if (!here) continue;
        found = true;
        sizes.push(...(await this.measure.run(here.treatment.segment, [lender])));
      }
      if (!found) throw unknown(name);
      return sizes;
    });
  }

  private async revised(scope: WorkScope, name: string, id: RevisionId): Promise<TreatmentContent> {
    const revision = await this.revisions.byId(id);
    const isIt = revision?.kind === 'treatment' && revision.name === name;
    if (isIt) {
      const { lenderId } = revision;
      const lenders = await this.lenders.all(scope);
      if (lenderId === null || lenders.some((lender) => lender.id === lenderId)) {
        return revision.content as unknown as TreatmentContent;
      }
    }
    throw new DomainError('REVISION.UNKNOWN', `No revision has the id ${id}.`);
  }

  private async listed(lender: Lender | null): Promise<ListedTreatment[]> {
    const inForce = (await this.inForce.run()).of(lender?.id ?? null);
    const undecided = (await this.revisions.list('treatment', [lender?.id ?? null])).filter(
      ({ state }) => state !== 'published',
    );
    const pending = new Map(undecided.map((revision) => [revision.name, revision]));
    const names = new Set(inForce.map(({ treatment }) => treatment.name));
    return [
      ...inForce.map((one) => ({
        inForce: one,
        name: one.treatment.name,
        basedOn: one.source === (lender ? 'lender' : 'tenant') ? one.number : null,
        pending: pending.get(one.treatment.name) ?? null,
      })),
      ...[...pending.values()]
        .filter(({ name }) => !names.has(name))
        .map((revision) => ({ inForce: null, name: revision.name, basedOn: null, pending: revision })),
    ];
  }
}

const unknown = (name: string): DomainError =>
  new DomainError('TREATMENT.UNKNOWN', `There is no treatment "${name}".`);
