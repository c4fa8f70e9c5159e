import { Injectable } from '@nestjs/common';
import type { Lender } from '../../domain/debt/lender.js';
import type { Revision, RevisionContent } from '../../domain/revision/revision.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { TemplateProblem } from '../../domain/template/lint-template.js';
import { lintTemplate } from '../../domain/template/lint-template.js';
import {
  contentOf,
  ownContent,
  templateNamed,
  templateOf,
  toRevisionContent,
} from '../../domain/template/template-content.js';
import type { OwnWording } from '../../domain/template/template-content.js';
import type { Template } from '../../domain/template/template.js';
import { PolicyPacks } from '../ports/policy-packs.js';
import { TemplateReader } from '../ports/template-reader.js';
import { TemplateStore } from '../ports/template-store.js';
import { TemplateVersions } from '../ports/template-versions.js';
import { RevisionRules } from '../publication/revision-rules.js';

/** A lender's wording of a built-in template: what it may say, and what becomes of it when it is published. */
@Injectable()
export class TemplateRules extends RevisionRules {
  readonly kind = 'template';

  constructor(
    private readonly templates: TemplateStore,
    private readonly reader: TemplateReader,
    private readonly packs: PolicyPacks,
    private readonly templateVersions: TemplateVersions,
  ) {
    super();
  }

  /** The content of a wording; what is left out stays as in `base`. Throws `TEMPLATE.UNKNOWN`. */
  contentFor(name: string, wording: Partial<OwnWording>, base?: RevisionContent): RevisionContent {
    const builtIn = this.builtIn(name);
    const { body, channels, disclosures } = base ? templateOf({ name, content: base }) : builtIn;
    return toRevisionContent(ownContent(builtIn, { body, channels, disclosures, ...wording }));
  }

  override original(name: string): Promise<RevisionContent> {
    return Promise.resolve(toRevisionContent(contentOf(this.builtIn(name))));
  }

  override check(
    name: string,
    content: RevisionContent,
    lender: Lender | null,
  ): Promise<readonly TemplateProblem[]> {
    if (lender === null) {
      throw new DomainError(
        'TEMPLATE.LENDER_MISSING',
        'Say for which lender: a wording belongs to one lender.',
      );
    }
    const own = templateOf({ name, content });
    const builtIn = this.builtIn(name);
    return Promise.resolve(
      lintTemplate({
        own,
        builtIn,
        reading: this.reader.read(own.body),
        builtInReading: this.reader.read(builtIn.body),
        disclosureText: (key) => this.packs.disclosureText(key, own.locale),
        website: lender.website,
      }),
    );
  }

  /** Kept at once, so that what was published can be counted although nothing was sent with it yet. */
  override async afterPublish(revision: Revision): Promise<void> {
    await this.templateVersions.keep([this.reader.versionOf(templateOf(revision))]);
  }

  private builtIn(revisionName: string): Template {
    const { name, locale } = templateNamed(revisionName);
    return this.templates.current(name, locale);
  }
}
