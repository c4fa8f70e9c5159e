import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { LenderId, SavedReplyId } from '../../domain/shared/ids.js';
import type { Locale } from '../../domain/shared/locale.js';
import type { SavedReply } from '../../domain/template/saved-reply.js';
import { checkSavedReply } from '../../domain/template/saved-reply.js';
import { staffLogin } from '../people/staff-login.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { Lenders } from '../ports/lenders.js';
import { SavedReplies } from '../ports/saved-replies.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachedReply } from './reached-reply.js';

export interface ReplyToSave {
  readonly lenderId: LenderId | null;
  readonly locale: Locale;
  readonly title: string;
  readonly text: string;
}

export interface ReplyChange extends Partial<Omit<ReplyToSave, 'lenderId'>> {
  readonly id: SavedReplyId;
  /** The version that the change was made for. */
  readonly version: number;
}

/** Saves a text that people send again and again: a new one, or a change of one. */
@Injectable()
export class SaveReply {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly replies: SavedReplies,
    private readonly reachedReply: ReachedReply,
    private readonly lenders: Lenders,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Throws `SAVED_REPLY.…`, `WORDING.FORBIDDEN`, `ACCESS.DENIED`, `LENDER.UNKNOWN`. */
  run(scope: WorkScope, asked: ReplyToSave | ReplyChange): Promise<SavedReply> {
    const writtenBy = staffLogin(scope);
    return this.unitOfWork.run(scope, async () => {
      const changedAt = this.clock.now();
      const saved =
        'id' in asked
          ? await this.change(asked, { writtenBy, changedAt })
          : await this.add(asked, { writtenBy, changedAt });
      await this.events.append([
        {
          type: 'saved-reply.changed',
          subjects: { savedReply: saved.id, ...(saved.lenderId ? { lender: saved.lenderId } : {}) },
          payload: { version: saved.version, locale: saved.locale },
        },
      ]);
      return saved;
    });
  }

  private async add(
    asked: ReplyToSave,
    by: Pick<SavedReply, 'writtenBy' | 'changedAt'>,
  ): Promise<SavedReply> {
    this.reachedReply.requireRight(asked.lenderId);
    if (asked.lenderId && !(await this.lenders.byIds([asked.lenderId])).has(asked.lenderId)) {
      throw new DomainError('LENDER.UNKNOWN', 'There is no such lender.');
    }
    checkSavedReply(asked.text);
    const reply: SavedReply = { ...asked, ...by, id: this.ids.next<SavedReplyId>(), version: 1 };
    await this.replies.add(reply);
    return reply;
  }

  private async change(
    { id, version, ...changes }: ReplyChange,
    by: Pick<SavedReply, 'writtenBy' | 'changedAt'>,
  ): Promise<SavedReply> {
    const known = await this.reachedReply.of(id);
    this.reachedReply.requireRight(known.lenderId);
    const changed: SavedReply = { ...known, ...changes, ...by, version };
    checkSavedReply(changed.text);
    await this.replies.update(changed);
    return { ...changed, version: version + 1 };
  }
}
