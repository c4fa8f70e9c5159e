import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ChannelAccountId } from '../../domain/shared/ids.js';
import type { ChannelAccount } from '../ports/channel-accounts.js';
import { ChannelAccounts } from '../ports/channel-accounts.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** Finds one account by its id, or by what people call it. */
@Injectable()
export class FindChannelAccount {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: ChannelAccounts,
  ) {}

  /** Throws `CHANNEL_ACCOUNT.UNKNOWN`, `CHANNEL_ACCOUNT.AMBIGUOUS`. */
  async run(scope: WorkScope, idOrLabel: string): Promise<ChannelAccount> {
    const all = await this.unitOfWork.run(scope, () => this.accounts.all());
    const [found, ...others] = all.filter(({ id, label }) => id === idOrLabel || label === idOrLabel);
    if (found === undefined) throw unknown();
    if (others.length === 0) return found;
    throw new DomainError(
      'CHANNEL_ACCOUNT.AMBIGUOUS',
      `${others.length + 1} channel accounts have the label "${idOrLabel}"; name the id of one.`,
    );
  }

  /** Inside a unit of work. Throws `CHANNEL_ACCOUNT.UNKNOWN`. */
  async inside(id: ChannelAccountId): Promise<ChannelAccount> {
    const found = (await this.accounts.byIds([id])).get(id);
    if (found) return found;
    throw unknown();
  }
}

const unknown = (): DomainError =>
  new DomainError('CHANNEL_ACCOUNT.UNKNOWN', 'There is no channel account with this id or label.');
