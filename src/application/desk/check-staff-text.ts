import { Injectable } from '@nestjs/common';
import type { ConversationId } from '../../domain/shared/ids.js';
import type { WordingFinding } from '../../domain/wording/check-wording.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { OpenDeskCase } from './desk-case.js';
import { JudgeWording } from './judge-wording.js';
import { ReachedConversation } from './reached-conversation.js';

/** Tells a person, while they write, what of the text could not be sent or needs a reason. */
@Injectable()
export class CheckStaffText {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedConversation,
    private readonly openDeskCase: OpenDeskCase,
    private readonly judgeWording: JudgeWording,
  ) {}

  run(scope: WorkScope, id: ConversationId, text: string): Promise<readonly WordingFinding[]> {
    return this.unitOfWork.run(scope, async () => {
      const about = await this.openDeskCase.run(await this.reached.of(id));
      return this.judgeWording.run(text, about, false);
    });
  }
}
