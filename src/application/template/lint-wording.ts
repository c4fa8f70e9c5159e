import { Injectable } from '@nestjs/common';
import type { LenderId } from '../../domain/shared/ids.js';
import type { TemplateProblem } from '../../domain/template/lint-template.js';
import type { OwnWording } from '../../domain/template/template-content.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachableRevision } from '../publication/reachable-revision.js';
import { TemplateRules } from './template-rules.js';

/** Everything that would keep a wording from being published, while it is being written. */
@Injectable()
export class LintWording {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reachable: ReachableRevision,
    private readonly rules: TemplateRules,
  ) {}

  run(
    scope: WorkScope,
    lenderId: LenderId,
    name: string,
    wording: Partial<OwnWording>,
  ): Promise<readonly TemplateProblem[]> {
    return this.unitOfWork.run(scope, async () => {
      const lender = await this.reachable.oneLender(scope, lenderId);
      return this.rules.check(name, this.rules.contentFor(name, wording), lender);
    });
  }
}
