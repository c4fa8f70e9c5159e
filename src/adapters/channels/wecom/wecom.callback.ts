import { Injectable } from '@nestjs/common';
import { ChannelAccounts } from '../../../application/ports/channel-accounts.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { ChannelCallback } from '../../../application/ports/channel-callbacks.js';
import type { CallbackAnswer, CallbackRequest } from '../../../application/ports/channel-callbacks.js';
import { UnitOfWork } from '../../../application/ports/unit-of-work.js';
import { echoOf, knockOf } from './knock.js';
import { WECOM_SETTINGS } from './settings.js';
import { WecomSync } from './wecom-sync.js';

const FORGED: CallbackAnswer = { status: 403, body: 'The signature or the enterprise is wrong.' };
const BROKEN: CallbackAnswer = { status: 400, body: 'The message cannot be read.' };
const TAKEN: CallbackAnswer = { status: 200, type: 'text/plain', body: 'success' };

/**
 * The platform knocks, we fetch, and only what is stored is answered `success`; otherwise it knocks again. All
 * customer service accounts of an enterprise knock at one address, so a knock may be for a sibling.
 */
@Injectable()
export class WecomCallback extends ChannelCallback {
  override readonly provider = 'wecom';

  constructor(
    private readonly sync: WecomSync,
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: ChannelAccounts,
  ) {
    super();
  }

  override async receive(account: ChannelAccount, request: CallbackRequest): Promise<CallbackAnswer> {
    const settings = WECOM_SETTINGS.read(account.settings);
    if (request.method === 'GET') {
      const opened = echoOf(request.query, settings);
      if (opened.kind === 'plain') return { status: 200, type: 'text/plain', body: opened.text };
      return opened.kind === 'forged' ? FORGED : BROKEN;
    }
    const result = knockOf(Buffer.from(request.body).toString('utf8'), request.query, settings);
    switch (result.kind) {
      case 'forged':
        return FORGED;
      case 'broken':
        return BROKEN;
      case 'something-else':
        return TAKEN;
      case 'knock': {
        const { openKfId, token } = result.knock;
        const meant = openKfId === settings.openKfId ? account : await this.sibling(account, openKfId);
        if (meant !== null) await this.sync.run(meant, token);
        return TAKEN;
      }
    }
  }

  private async sibling(account: ChannelAccount, openKfId: string): Promise<ChannelAccount | null> {
    const { tenantId, settings } = account;
    const scope = { tenantId, actor: { kind: 'system', name: 'callback' } } as const;
    const all = await this.unitOfWork.run(scope, () => this.accounts.all());
    return (
      all.find(
        (other) =>
          other.provider === this.provider &&
          other.settings['corpId'] === settings['corpId'] &&
          other.settings['openKfId'] === openKfId,
      ) ?? null
    );
  }
}
