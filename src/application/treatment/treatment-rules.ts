import { Injectable } from '@nestjs/common';
import type { Lender } from '../../domain/debt/lender.js';
import type { ContentFault } from '../../domain/revision/content-fault.js';
import { stop } from '../../domain/revision/content-fault.js';
import type { RevisionContent } from '../../domain/revision/revision.js';
import { checkTreatment } from '../../domain/treatment/check-treatment.js';
import { contentOf } from '../../domain/treatment/treatment-content.js';
import type { TreatmentContent } from '../../domain/treatment/treatment-content.js';
import type { TreatmentSurroundings } from '../../domain/treatment/treatment-surroundings.js';
import type { Treatment } from '../../domain/treatment/treatment.js';
import type { TreatmentsAtOnce } from '../../domain/treatment/treatments-in-force.js';
import { ChannelDirectory } from '../ports/channel-directory.js';
import { Lenders } from '../ports/lenders.js';
import { PolicyPacks } from '../ports/policy-packs.js';
import { TemplateStore } from '../ports/template-store.js';
import { Treatments } from '../ports/treatments.js';
import { RevisionRules } from '../publication/revision-rules.js';
import { MeasureSegment } from './measure-segment.js';
import { ReadTreatmentsInForce } from './read-treatments-in-force.js';

/** What publishing asks of a treatment. Debts go on in the arm they drew; planning takes the new steps from its next run on. */
@Injectable()
export class TreatmentRules extends RevisionRules {
  override readonly kind = 'treatment';

  constructor(
    private readonly builtIn: Treatments,
    private readonly inForce: ReadTreatmentsInForce,
    private readonly measure: MeasureSegment,
    private readonly lenders: Lenders,
    private readonly templates: TemplateStore,
    private readonly channels: ChannelDirectory,
    private readonly packs: PolicyPacks,
  ) {
    super();
  }

  /** For one lender: what it would have without a treatment of its own, for that lender alone. */
  override async original(name: string, lender: Lender | null): Promise<RevisionContent | null> {
    if (lender === null) {
      const found = this.builtIn.all().find((treatment) => treatment.name === name);
      return found ? asContent(contentOf(found)) : null;
    }
    const forAll = named((await this.inForce.run()).of(null), name);
    const { lenders } = forAll?.segment ?? {};
    if (!forAll || (lenders && !lenders.includes(lender.code))) return null;
    const content = contentOf(forAll);
    return asContent({ ...content, segment: { ...content.segment, lenders: [lender.code] } });
  }

  override async check(
    name: string,
    content: RevisionContent,
    lender: Lender | null,
  ): Promise<readonly ContentFault[]> {
    const treatment = content as unknown as TreatmentContent;
    const inForce = await this.inForce.run();
    const lenders = lender ? [lender] : await this.lenders.all();
    const sizes = await this.measure.run(treatment.segment, lenders);
    const around: TreatmentSurroundings = {
      templates: this.templates.names(),
      servedChannels: new Set(await this.channels.available()),
      lenders: lenders.map(({ code, country }) => ({
        code,
        hours: this.packs.resolve(country, country).hours,
      })),
      owner: lender?.code ?? null,
      others: besides(inForce, name, lender, lenders),
      former: named(inForce.of(lender?.id ?? null), name),
      matching: sizes.reduce((sum, { debts }) => sum + debts, 0),
    };
    return [
      ...(treatment.name === name
        ? []
        : [
            stop(
              'TREATMENT.OTHER_NAME',
              'name',
              null,
              `This is a revision of "${name}" and keeps that name.`,
            ),
          ]),
      ...checkTreatment(treatment, around),
    ];
  }

  override afterPublish(): Promise<void> {
    return Promise.resolve();
  }
}

const asContent = (content: TreatmentContent): RevisionContent => content as unknown as RevisionContent;

const named = (given: ReturnType<TreatmentsAtOnce['of']>, name: string): Treatment | null =>
  given.find(({ treatment }) => treatment.name === name)?.treatment ?? null;

/** What would be in force beside a treatment for the lenders it is for; where a lender has its own of the name, nothing. */
function besides(
  inForce: TreatmentsAtOnce,
  name: string,
  owner: Lender | null,
  lenders: readonly Lender[],
): Treatment[] {
  const lists = [
    ...(owner ? [] : [inForce.of(null)]),
    ...lenders
      .map(({ id }) => inForce.of(id))
      .filter(
        (list) =>
          owner || !list.some(({ treatment, source }) => treatment.name === name && source === 'lender'),
      ),
  ];
  const others = lists.flat().filter(({ treatment }) => treatment.name !== name);
  return [
    ...new Map(others.map(({ treatment }) => [`${treatment.name} ${treatment.version}`, treatment])).values(),
  ];
}
