import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { plus } from '../../domain/calendar/instant.js';
import { BINDING_CODE_LIVES, CODE_CHARACTERS, CODE_LENGTH } from '../../domain/channel/binding-code.js';
import { deepLinkOf } from '../../domain/channel/deep-link.js';
import { actorLabel } from '../../domain/shared/actor.js';
import type { Channel } from '../../domain/shared/channel.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { BindingCodeId, ChannelAccountId, DebtId } from '../../domain/shared/ids.js';
import { ReachedCase } from '../cases/reached-case.js';
import { BindingCodes } from '../ports/binding-codes.js';
import { ChannelAccounts } from '../ports/channel-accounts.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { Secrets } from '../ports/secrets.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

export interface IssuedCode {
  /** Shown this once; what is stored cannot be turned back. */
  readonly code: string;
  readonly expiresAt: Instant;
  /** The accounts that the debtor can come to; `link`: what to open, where the channel has links. */
  readonly ways: readonly {
    readonly accountId: ChannelAccountId;
    readonly label: string;
    readonly link: string | null;
  }[];
}

/** Makes a one-time code by which the debtor of a case comes to a channel; it is given out by other means. */
@Injectable()
export class IssueBindingCode {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedCase,
    private readonly accounts: ChannelAccounts,
    private readonly codes: BindingCodes,
    private readonly secrets: Secrets,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Throws `CASE.UNKNOWN`, `BINDING_CODE.NO_ACCOUNT`. */
  run(scope: WorkScope, debtId: DebtId, channel: Channel): Promise<IssuedCode> {
    return this.unitOfWork.run(scope, async () => {
      const { debt, debtor } = await this.reached.of(debtId);
      const accounts = (await this.accounts.all()).filter((one) => one.channel === channel && !one.paused);
      if (accounts.length === 0) {
        throw new DomainError(
          'BINDING_CODE.NO_ACCOUNT',
          `No account serves ${channel} now; open one or let one go on, then ask for a code again.`,
        );
      }
      const now = this.clock.now();
      const code = this.secrets.makeCode(CODE_LENGTH, CODE_CHARACTERS);
      const id = this.ids.next<BindingCodeId>();
      const expiresAt = plus(now, BINDING_CODE_LIVES);
      await this.codes.add(
        {
          id,
          debtorId: debtor.id,
          channel,
          createdBy: actorLabel(scope.actor),
          createdAt: now,
          expiresAt,
          usedAt: null,
          contactPointId: null,
        },
        code,
      );
      await this.events.append([
        {
          type: 'binding-code.issued',
          subjects: { bindingCode: id, debt: debt.id, debtor: debtor.id, lender: debt.lenderId },
          payload: { channel, expiresAt },
        },
      ]);
      const ways = accounts.map(({ id: accountId, label, settings }) => ({
        accountId,
        label,
        link: deepLinkOf(channel, settings, code),
      }));
      return { code, expiresAt, ways };
    });
  }
}
