import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ChannelAccountId, TenantId } from '../../domain/shared/ids.js';
import { idOf } from '../../domain/shared/ids.js';
import type { ChannelAccount } from '../ports/channel-accounts.js';
import { ChannelAccounts } from '../ports/channel-accounts.js';
import type { CallbackAnswer, CallbackRequest } from '../ports/channel-callbacks.js';
import { ChannelCallbacks } from '../ports/channel-callbacks.js';
import { Secrets } from '../ports/secrets.js';
import { UnitOfWork } from '../ports/unit-of-work.js';

/** Tenant, channel account and secret, as `callbackPath` writes them. */
const KEY = /^([\w-]{1,64})\.([\w-]{1,64})\.([\w-]{16,128})$/u;

/** Lets the provider of an account in, and hands over what it calls with. A paused account is called back as well. */
@Injectable()
export class ReceiveCallback {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: ChannelAccounts,
    private readonly callbacks: ChannelCallbacks,
    private readonly secrets: Secrets,
  ) {}

  /** Throws `CHANNEL_CALLBACK.UNKNOWN`, which does not tell what of the key is wrong. */
  async run(key: string, request: CallbackRequest): Promise<CallbackAnswer> {
    const account = await this.accountOf(key);
    const callback = account === null ? null : this.callbacks.of(account.provider);
    if (account !== null && callback !== null) return callback.receive(account, request);
    throw new DomainError(
      'CHANNEL_CALLBACK.UNKNOWN',
      'Nobody is called back at this address; copy it anew from the channel account.',
    );
  }

  private async accountOf(key: string): Promise<ChannelAccount | null> {
    const [, tenant, account, secret] = KEY.exec(key) ?? [];
    if (tenant === undefined || account === undefined || secret === undefined) return null;
    const id = idOf<ChannelAccountId>(account);
    const scope = { tenantId: idOf<TenantId>(tenant), actor: { kind: 'system', name: 'callback' } } as const;
    const found = await this.unitOfWork.run(scope, async () => (await this.accounts.byIds([id])).get(id));
    return found !== undefined && this.isSecretOf(found, secret) ? found : null;
  }

  /** Compares digests, so that the time it takes tells nothing about the secret. */
  private isSecretOf({ callbackSecret }: ChannelAccount, given: string): boolean {
    return this.secrets.digestOf(callbackSecret) === this.secrets.digestOf(given);
  }
}
