import { Injectable } from '@nestjs/common';
import type { Revision } from '../../domain/revision/revision.js';
import { sortedJson } from '../../domain/shared/sorted-json.js';
import { definitionOf } from '../../domain/treatment/treatment-content.js';
import type { TreatmentContent } from '../../domain/treatment/treatment-content.js';
import type { Treatment } from '../../domain/treatment/treatment.js';
import { TreatmentsAtOnce } from '../../domain/treatment/treatments-in-force.js';
import { Fingerprints } from '../ports/fingerprints.js';
import { Lenders } from '../ports/lenders.js';
import { Revisions } from '../ports/revisions.js';
import { Treatments } from '../ports/treatments.js';

/** What is in force in the tenant now, files and published revisions together. Inside the unit of work. */
@Injectable()
export class ReadTreatmentsInForce {
  constructor(
    private readonly builtIn: Treatments,
    private readonly revisions: Revisions,
    private readonly lenders: Lenders,
    private readonly fingerprints: Fingerprints,
  ) {}

  async run(): Promise<TreatmentsAtOnce> {
    const owners = (await this.lenders.all()).map(({ id }) => id);
    const published = await this.revisions.inForce('treatment', [null, ...owners]);
    return new TreatmentsAtOnce(
      this.builtIn.all(),
      published.map((revision) => ({ ...revision, treatment: this.treatmentOf(revision) })),
    );
  }

  treatmentOf({ content }: Pick<Revision, 'content'>): Treatment {
    const definition = definitionOf(content as unknown as TreatmentContent);
    return { ...definition, version: this.fingerprints.of(sortedJson(definition)).slice(0, 16) };
  }
}
