import { Injectable } from '@nestjs/common';
import type { LenderId, RevisionId } from '../../domain/shared/ids.js';
import type { Locale } from '../../domain/shared/locale.js';
import { revisionNameOf, standsFor, templateOf } from '../../domain/template/template-content.js';
import type { TemplateVersion } from '../../domain/template/template.js';
import { Revisions } from '../ports/revisions.js';
import { TemplateReader } from '../ports/template-reader.js';
import { TemplateStore } from '../ports/template-store.js';

export interface WantedTemplate {
  readonly lenderId: LenderId;
  readonly name: string;
  readonly locale: Locale;
}

/** What each lender's messages say now: its published wording, else the built-in template. */
export class TemplateBook {
  constructor(
    private readonly templates: TemplateStore,
    private readonly own: ReadonlyMap<string, TemplateVersion>,
  ) {}

  /** Throws `TEMPLATE.UNKNOWN`. */
  of(wanted: WantedTemplate): TemplateVersion {
    const builtIn = this.templates.current(wanted.name, wanted.locale);
    const own = this.own.get(keyOf(wanted.lenderId, revisionNameOf(wanted)));
    return own && standsFor(own, builtIn) ? own : builtIn;
  }
}

/** Far above what an installation has published. */
const CACHE_LIMIT = 2_000;

/** Opens the book for the templates that are wanted, with one look-up for all of them. */
@Injectable()
export class TemplatesInForce {
  /** A published revision never changes, so its version is made once. */
  private readonly versions = new Map<RevisionId, TemplateVersion>();

  constructor(
    private readonly templates: TemplateStore,
    private readonly revisions: Revisions,
    private readonly reader: TemplateReader,
  ) {}

  async run(wanted: readonly WantedTemplate[]): Promise<TemplateBook> {
    if (wanted.length === 0) return new TemplateBook(this.templates, new Map());
    const lenderIds = [...new Set(wanted.map(({ lenderId }) => lenderId))];
    const names = [...new Set(wanted.map(revisionNameOf))];
    const own = new Map<string, TemplateVersion>();
    for (const revision of await this.revisions.inForce('template', lenderIds, names)) {
      if (revision.lenderId === null) continue;
      const version = this.versions.get(revision.id) ?? this.reader.versionOf(templateOf(revision));
      if (this.versions.size >= CACHE_LIMIT) this.versions.clear();
      this.versions.set(revision.id, version);
      own.set(keyOf(revision.lenderId, revision.name), version);
    }
    return new TemplateBook(this.templates, own);
  }
}

const keyOf = (lenderId: LenderId, revisionName: string): string => `${lenderId} ${revisionName}`;
