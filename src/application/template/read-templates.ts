import { Injectable } from '@nestjs/common';
import type { Lender } from '../../domain/debt/lender.js';
import type { MessageFields } from '../../domain/message/message.js';
import type { Revision } from '../../domain/revision/revision.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { LenderId } from '../../domain/shared/ids.js';
import type { Locale } from '../../domain/shared/locale.js';
import { LOCALES } from '../../domain/shared/locale.js';
import {
  allowedFields,
  revisionNameOf,
  standsFor,
  templateNamed,
  templateOf,
} from '../../domain/template/template-content.js';
import type { FieldNature } from '../../domain/template/field-nature.js';
import { natureOf } from '../../domain/template/field-nature.js';
import { SAMPLE_FIELDS } from '../../domain/template/sample-fields.js';
import type { TemplateVersion } from '../../domain/template/template.js';
import type { DiffPart } from '../../domain/template/word-diff.js';
import { wordDiff } from '../../domain/template/word-diff.js';
import { caseFields } from '../outbound/case-fields.js';
import { Clock } from '../ports/clock.js';
import { CrisisLines } from '../ports/crisis-lines.js';
import { Revisions } from '../ports/revisions.js';
import { TemplateReader } from '../ports/template-reader.js';
import { TemplateStore } from '../ports/template-store.js';
import { TemplateUsage } from '../ports/template-usage.js';
import type { VersionUsage } from '../ports/template-usage.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachableRevision } from '../publication/reachable-revision.js';
import { exampleCase } from './example-cases.js';

/** A template as one lender has it. */
export interface TemplateState {
  readonly builtIn: TemplateVersion;
  /** What messages say now. */
  readonly inForce: TemplateVersion;
  /** The published revision; null: the built-in text is in force. */
  readonly published: Revision | null;
  /** The built-in template was changed since, so that the published wording does not fit any more and is left out. */
  readonly setAside: boolean;
  /** Drafts, and what waits for review or was returned. */
  readonly open: readonly Revision[];
}

export interface TemplateDifference {
  readonly from: number;
  readonly to: number;
  readonly body: readonly DiffPart[];
  readonly channels: { readonly from: readonly string[]; readonly to: readonly string[] };
  readonly disclosures: { readonly from: readonly string[]; readonly to: readonly string[] };
}

export interface TemplateFieldState extends FieldNature {
  readonly name: string;
  /** Null where it says nothing by itself. */
  readonly sample: MessageFields[string] | null;
}

export interface TemplateDetails extends TemplateState {
  readonly fields: readonly TemplateFieldState[];
}

export interface NumberedUsage extends Omit<VersionUsage, 'versionId'> {
  /** 0: the built-in text. */
  readonly number: number;
}

/** More editions of one text than anybody compares. */
const COUNTED_REVISIONS = 50;

/** Reads the templates of a lender: what is in force, what differs, how it was received. */
@Injectable()
export class ReadTemplates {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reachable: ReachableRevision,
    private readonly templates: TemplateStore,
    private readonly revisions: Revisions,
    private readonly reader: TemplateReader,
    private readonly usage: TemplateUsage,
    private readonly crisisLines: CrisisLines,
    private readonly clock: Clock,
  ) {}

  /** Every template in every language, by name. */
  list(scope: WorkScope, lenderId: LenderId): Promise<TemplateState[]> {
    return this.unitOfWork.run(scope, async () => {
      await this.reachable.oneLender(scope, lenderId);
      const revisions = await this.revisions.list('template', [lenderId]);
      return [...this.templates.names()]
        .sort()
        .flatMap((name) => LOCALES.map((locale) => this.stateOf(locale, name, revisions)));
    });
  }

  /** Throws `TEMPLATE.UNKNOWN`. */
  one(scope: WorkScope, lenderId: LenderId, revisionName: string): Promise<TemplateDetails> {
    return this.unitOfWork.run(scope, async () => {
      const lender = await this.reachable.oneLender(scope, lenderId);
      const { locale, name } = templateNamed(revisionName);
      this.templates.current(name, locale);
      const state = this.stateOf(locale, name, await this.revisions.list('template', [lenderId]));
      return { ...state, fields: this.fieldsOf(state.builtIn, lender) };
    });
  }

  /** Number 0 is the built-in text; throws `REVISION.UNKNOWN`. */
  difference(
    scope: WorkScope,
    lenderId: LenderId,
    revisionName: string,
    from: number,
    to: number,
  ): Promise<TemplateDifference> {
    return this.unitOfWork.run(scope, async () => {
      await this.reachable.oneLender(scope, lenderId);
      const before = await this.numbered(lenderId, revisionName, from);
      const after = await this.numbered(lenderId, revisionName, to);
      return {
        from,
        to,
        body: wordDiff(before.body, after.body, before.locale),
        channels: { from: before.channels, to: after.channels },
        disclosures: { from: before.disclosures, to: after.disclosures },
      };
    });
  }

  /** The built-in text and the newest revisions that were ever in force, newest first. */
  usageOf(scope: WorkScope, lenderId: LenderId, revisionName: string): Promise<NumberedUsage[]> {
    return this.unitOfWork.run(scope, async () => {
      await this.reachable.oneLender(scope, lenderId);
      const subject = { kind: 'template', lenderId, name: revisionName } as const;
      const { locale, name } = templateNamed(revisionName);
      const editions = (await this.revisions.history(subject, COUNTED_REVISIONS))
        .filter(({ state }) => state === 'published' || state === 'superseded')
        .map((revision) => ({ number: revision.number, id: this.reader.versionOf(templateOf(revision)).id }));
      const all = [...editions, { number: 0, id: this.templates.current(name, locale).id }];
      const usages = await this.usage.of(lenderId, [...new Set(all.map(({ id }) => id))]);
      const byId = new Map(usages.map(({ versionId, ...counts }) => [versionId, counts]));
      return all.map(({ number, id }) => ({ number, sent: 0, optOuts: 0, complaints: 0, ...byId.get(id) }));
    });
  }

  /** What a wording may use, with what it could look like and whether some messages lack it. */
  private fieldsOf(builtIn: TemplateVersion, lender: Lender): TemplateFieldState[] {
    const { locale } = builtIn;
    const now = this.clock.now();
    const example = exampleCase('several-debts', lender, locale, now);
    const samples = { ...SAMPLE_FIELDS[locale], ...caseFields(example, locale, now, this.crisisLines) };
    const reading = this.reader.read(builtIn.body);
    return allowedFields(builtIn).map((name) => ({
      name,
      sample: samples[name] ?? null,
      ...natureOf(name, reading),
    }));
  }

  private async numbered(lenderId: LenderId, revisionName: string, number: number) {
    const { locale, name } = templateNamed(revisionName);
    const builtIn = this.templates.current(name, locale);
    if (number === 0) return builtIn;
    const subject = { kind: 'template', lenderId, name: revisionName } as const;
    const revision = await this.revisions.byNumber(subject, number);
    if (revision) return templateOf(revision);
    throw new DomainError('REVISION.UNKNOWN', `This template has no number ${number}.`);
  }

  private stateOf(locale: Locale, name: string, revisions: readonly Revision[]): TemplateState {
    const builtIn = this.templates.current(name, locale);
    const mine = revisions.filter((revision) => revision.name === revisionNameOf({ locale, name }));
    const published = mine.find(({ state }) => state === 'published') ?? null;
    const own = published && this.reader.versionOf(templateOf(published));
    const fits = own !== null && standsFor(own, builtIn);
    return {
      builtIn,
      inForce: fits ? own : builtIn,
      published,
      setAside: published !== null && !fits,
      open: mine.filter(({ state }) => state !== 'published'),
    };
  }
}
