import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { DAY, plus } from '../../domain/calendar/instant.js';
import type { LocalDate } from '../../domain/calendar/local-date.js';
import { instantAt, todayIn } from '../../domain/calendar/zone.js';
import type { AfterClose, CloseOutcome } from '../../domain/conversation/close.js';
import { closeOutcomesOf } from '../../domain/conversation/close-outcomes.js';
import type { HandOff } from '../../domain/conversation/hand-off.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ConversationId } from '../../domain/shared/ids.js';
import { staffLogin } from '../people/staff-login.js';
import { Clock } from '../ports/clock.js';
import { Debtors } from '../ports/debtors.js';
import { Lenders } from '../ports/lenders.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { EndItem } from './end-item.js';
import { HeldItem } from './held-item.js';

export interface CloseRequest {
  readonly outcome: CloseOutcome;
  readonly note: string | null;
  readonly after: AfterClose;
  /** The first day on which the assistant may begin again, for `silent-until` alone. */
  readonly until: LocalDate | null;
}

/** Silence that never ends is a closed conversation, and is to be called so. */
const LONGEST_SILENCE = 366 * DAY;

/** The person who holds an item closes it: how it ended, and what comes after. Nothing is presumed. */
@Injectable()
export class CloseConversation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly heldItem: HeldItem,
    private readonly debtors: Debtors,
    private readonly lenders: Lenders,
    private readonly endItem: EndItem,
    private readonly clock: Clock,
  ) {}

  /** Throws `CLOSE.OTHER_KIND`, `CLOSE.BAD_UNTIL`, and what `HeldItem` throws. */
  run(scope: WorkScope, id: ConversationId, request: CloseRequest): Promise<void> {
    const login = staffLogin(scope);
    return this.unitOfWork.run(scope, async () => {
      const item = await this.heldItem.ofConversation(id, login);
      if (!closeOutcomesOf(item.reason).includes(request.outcome)) {
        throw new DomainError(
          'CLOSE.OTHER_KIND',
          `An item about "${item.reason}" ends as one of: ${closeOutcomesOf(item.reason).join(', ')}.`,
        );
      }
      const { outcome, note, after } = request;
      const until = after === 'silent-until' ? await this.endOfSilence(item, request.until) : null;
      await this.endItem.run(item, login, { outcome, note, after, until });
    });
  }

  /** The beginning of that day by the debtor's clock. */
  private async endOfSilence({ debtorId, lenderId }: HandOff, until: LocalDate | null): Promise<Instant> {
    const debtor = (await this.debtors.byIds([debtorId])).get(debtorId);
    const lender = (await this.lenders.byIds([lenderId])).get(lenderId);
    const zone = debtor?.zones[0] ?? lender?.zone;
    const now = this.clock.now();
    if (until !== null && zone !== undefined && until > todayIn(now, zone)) {
      const moment = instantAt(until, 0, zone);
      if (moment <= plus(now, LONGEST_SILENCE)) return moment;
    }
    throw new DomainError(
      'CLOSE.BAD_UNTIL',
      'Say until which day it stays silent: one within the next year.',
    );
  }
}
