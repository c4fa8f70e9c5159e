import { Injectable } from '@nestjs/common';
import type { Sandbox } from '../../domain/sandbox/sandbox.js';
import { SANDBOX_CHANNELS } from '../../domain/sandbox/sandbox.js';
import { REVISION_KINDS } from '../../domain/revision/revision.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ChannelAccountId, TenantId } from '../../domain/shared/ids.js';
import { ChannelAccounts, newChannelAccount } from '../ports/channel-accounts.js';
import { Ids } from '../ports/ids.js';
import { Lenders } from '../ports/lenders.js';
import { Revisions } from '../ports/revisions.js';
import { SandboxClock } from '../ports/sandbox-clock.js';
import type { ClockHand } from '../ports/sandbox-clock.js';
import { Sandboxes } from '../ports/sandboxes.js';
import { Secrets } from '../ports/secrets.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** What work inside a sandbox needs: its own tenant, and the hand of its clock. */
export interface InsideSandbox {
  readonly sandbox: Sandbox;
  readonly scope: WorkScope;
  readonly hand: ClockHand;
}

/** Does something inside a sandbox, by its clock, and keeps the clock where it stands afterwards. */
@Injectable()
export class EnterSandbox {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sandboxes: Sandboxes,
    private readonly clock: SandboxClock,
    private readonly lenders: Lenders,
    private readonly accounts: ChannelAccounts,
    private readonly revisions: Revisions,
    private readonly ids: Ids,
    private readonly secrets: Secrets,
  ) {}

  /** Throws `SANDBOX.UNKNOWN`, and `SANDBOX.CHANGED_MEANWHILE` when somebody else moved the clock meanwhile. */
  async run<T>(owner: WorkScope, id: TenantId, work: (inside: InsideSandbox) => Promise<T>): Promise<T> {
    const sandbox = await this.find(owner, id);
    const hand: ClockHand = { now: sandbox.clockAt };
    const scope: WorkScope = { tenantId: sandbox.id, actor: owner.actor };
    return this.clock.run(hand, async () => {
      await this.furnish(owner, scope, sandbox);
      const result = await work({ sandbox, scope, hand });
      if (hand.now > sandbox.clockAt) {
        await this.unitOfWork.run(owner, () => this.sandboxes.moveClock(sandbox, hand.now));
      }
      return result;
    });
  }

  async find(owner: WorkScope, id: TenantId): Promise<Sandbox> {
    const sandbox = await this.unitOfWork.run(owner, () => this.sandboxes.byId(id));
    if (sandbox) return sandbox;
    throw new DomainError('SANDBOX.UNKNOWN', 'There is no such sandbox.');
  }

  /** On the first visit: the owner's lenders, with what they have in force, and channels that reach nobody. */
  private async furnish(owner: WorkScope, scope: WorkScope, sandbox: Sandbox): Promise<void> {
    const furnished = await this.unitOfWork.run(scope, () => this.accounts.all());
    if (furnished.length > 0) return;
    const { lenders, revisions } = await this.unitOfWork.run(owner, async () => {
      const all = await this.lenders.all();
      const owners = [null, ...all.map((lender) => lender.id)];
      const inForce = [];
      for (const kind of REVISION_KINDS) inForce.push(...(await this.revisions.inForce(kind, owners)));
      return { lenders: all, revisions: inForce };
    });
    await this.unitOfWork.run(scope, async () => {
      if ((await this.accounts.all()).length > 0) return;
      for (const lender of lenders) await this.lenders.save(lender);
      for (const revision of revisions) await this.revisions.add(revision);
      for (const channel of SANDBOX_CHANNELS) {
        const id = this.ids.next<ChannelAccountId>();
        await this.accounts.save(
          newChannelAccount({
            id,
            tenantId: scope.tenantId,
            channel,
            provider: 'sandbox',
            label: channel,
            settings: {},
            callbackSecret: this.secrets.make(),
            createdAt: sandbox.clockAt,
          }),
        );
      }
    });
  }
}
