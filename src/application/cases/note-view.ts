import { Injectable } from '@nestjs/common';
import { MINUTE, plus } from '../../domain/calendar/instant.js';
import type { Debt } from '../../domain/debt/debt.js';
import { actorLabel } from '../../domain/shared/actor.js';
import { Cases } from '../ports/cases.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** A screen reads a case again and again; one look is one entry of the log. */
const ONE_LOOK = 15 * MINUTE;

/** Keeps in the log who looked at a case. Inside the caller's unit of work. */
@Injectable()
export class NoteView {
  constructor(
    private readonly cases: Cases,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async run({ actor }: WorkScope, debt: Debt): Promise<void> {
    const since = plus(this.clock.now(), -ONE_LOOK);
    if (await this.cases.viewedSince(debt.id, actorLabel(actor), since)) return;
    await this.events.append([
      {
        type: 'case.viewed',
        subjects: { debt: debt.id, debtor: debt.debtorId, lender: debt.lenderId },
      },
    ]);
  }
}
