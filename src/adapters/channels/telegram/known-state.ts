import { Injectable } from '@nestjs/common';
import { AccountLog } from '../../../application/ports/account-log.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { ChannelCursors } from '../../../application/ports/channel-cursors.js';
import { UnitOfWork } from '../../../application/ports/unit-of-work.js';

type Known = Pick<ChannelAccount, 'id' | 'tenantId'>;

/** What is stored about an account that its listener has to know. */
@Injectable()
export class KnownState {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cursors: ChannelCursors,
    private readonly log: AccountLog,
  ) {}

  cursor({ id, tenantId }: Known, name: string): Promise<string | null> {
    return this.unitOfWork.run({ tenantId, actor: { kind: 'system', name: 'listener' } }, () =>
      this.cursors.read(id, name),
    );
  }

  /** Whether the account is known to work, at whatever speed. */
  async isUp({ id, tenantId }: Known): Promise<boolean> {
    const latest = await this.unitOfWork.run({ tenantId, actor: { kind: 'system', name: 'listener' } }, () =>
      this.log.latest(id),
    );
    return latest?.state === 'up' || latest?.state === 'slowed';
  }
}
