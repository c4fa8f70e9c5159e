import { Injectable } from '@nestjs/common';
import { MINUTE, plus } from '../../domain/calendar/instant.js';
import type { TenantId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { HandOffs } from '../ports/hand-offs.js';
import { UnitOfWork } from '../ports/unit-of-work.js';

const UNATTENDED_FOR = MINUTE;
const AT_ONCE = 200;

/** Tells the lead, once, of every item about safety that nobody took within a minute. */
@Injectable()
export class EscalateCrises {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly handOffs: HandOffs,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Returns how many. */
  run(tenantId: TenantId): Promise<number> {
    const scope = { tenantId, actor: { kind: 'system', name: 'escalate-crises' } } as const;
    return this.unitOfWork.run(scope, async () => {
      const now = this.clock.now();
      const items = await this.handOffs.unattended(plus(now, -UNATTENDED_FOR), now, AT_ONCE);
      for (const item of items) {
        await this.handOffs.update({ ...item, escalatedAt: now });
        await this.events.append([
          {
            type: 'hand-off.escalated',
            subjects: { handOff: item.id, conversation: item.conversationId, lender: item.lenderId },
            reason: item.reason,
            payload: { openedAt: item.openedAt },
          },
        ]);
      }
      return items.length;
    });
  }
}
