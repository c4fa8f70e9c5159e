import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { AccountReport } from '../../../application/ports/account-log.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { ChannelGateway } from '../../../application/ports/channel-gateway.js';
import type { AccountCheck, OutgoingText } from '../../../application/ports/channel-gateway.js';
import { Clock } from '../../../application/ports/clock.js';
import { MINUTE, plus } from '../../../domain/calendar/instant.js';
import type { SendOutcome } from '../../../domain/message/send-outcome.js';
import { accountReport, loginReport, messageIdOf, outcomeOf } from './outcome-of.js';
import { LONGEST_TEXT_BYTES, WECOM_SETTINGS } from './settings.js';
import type { WecomSettings } from './settings.js';
import { WecomApi } from './wecom-api.js';
import type { ApiResult } from './wecom-api.js';
import { WecomHealth } from './wecom-health.js';

const ACCOUNTS_AT_ONCE = 100;
const MOST_ACCOUNTS = 5_000;
const SETTINGS_WAIT = 10 * MINUTE;
const accountList = z.looseObject({ account_list: z.array(z.looseObject({ open_kfid: z.string() })) });

/**
 * Writes by WeChat customer service, to people who wrote first. The platform may take a text and say later that it
 * did not arrive, so an acceptance is provisional.
 */
@Injectable()
export class WecomGateway extends ChannelGateway {
  override readonly provider = 'wecom';

  constructor(
    private readonly api: WecomApi,
    private readonly health: WecomHealth,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async send(account: ChannelAccount, text: OutgoingText): Promise<SendOutcome> {
    const bytes = Buffer.byteLength(text.text, 'utf8');
    if (bytes > LONGEST_TEXT_BYTES) {
      const detail = `The text has ${bytes} bytes; the platform takes ${LONGEST_TEXT_BYTES}.`;
      return { kind: 'refused', reason: 'content-rejected', detail };
    }
    const settings = settingsOf(account);
    if (settings === null) return this.cannotBeRead();
    const messageId = messageIdOf(text.attemptId);
    const result = await this.api.post(settings, 'kf/send_msg', {
      touser: text.address,
      open_kfid: settings.openKfId,
      msgid: messageId,
      msgtype: 'text',
      text: { content: text.text },
    });
    await this.tell(account, result);
    return outcomeOf(result, text.attemptId, this.clock.now());
  }

  /** Null: the platform cannot be asked; what was sent by its interface is not among the messages it lists. */
  override lookUp(): Promise<SendOutcome | null> {
    return Promise.resolve(null);
  }

  /** Logs in and looks for the customer service account in the list of those it may use. */
  override async check(account: ChannelAccount): Promise<AccountCheck> {
    const settings = settingsOf(account);
    if (settings === null) return UNREADABLE;
    for (let offset = 0; offset < MOST_ACCOUNTS; offset += ACCOUNTS_AT_ONCE) {
      const result = await this.api.post(settings, 'kf/account/list', { offset, limit: ACCOUNTS_AT_ONCE });
      if (result.kind !== 'answered') return failedCheck(result);
      const list = accountList.safeParse(result.body);
      if (result.code !== 0 || !list.success) {
        const { state, detail } = accountReport(result.code, this.clock.now()) ?? strangeAnswer(result.code);
        return { state, detail };
      }
      const accounts = list.data.account_list;
      if (accounts.some(({ open_kfid: id }) => id === settings.openKfId)) {
        return { state: 'up', detail: 'The platform knows the customer service account.' };
      }
      if (accounts.length < ACCOUNTS_AT_ONCE) break;
    }
    const detail =
      'The application may not use the customer service account openKfId; choose one it may use.';
    return { state: 'blocked', detail };
  }

  private cannotBeRead(): SendOutcome {
    return { kind: 'retry', after: plus(this.clock.now(), SETTINGS_WAIT), reason: 'settings-cannot-be-read' };
  }

  /** The outcome of the text counts more than a report that could not be stored; the listener reports again. */
  private async tell(account: ChannelAccount, result: ApiResult): Promise<void> {
    const report = this.reportOf(result);
    if (report !== null) await this.health.tell(account, report).catch(() => undefined);
  }

  private reportOf(result: ApiResult): AccountReport | null {
    if (result.kind === 'refused-login') return loginReport(result.code);
    return result.kind === 'answered' ? accountReport(result.code, this.clock.now()) : null;
  }
}

const UNREADABLE: AccountCheck = {
  state: 'blocked',
  detail: 'The settings cannot be read any more; give them anew.',
};

/** Null: they were stored by a version of Parley that wanted others. */
const settingsOf = ({ settings }: ChannelAccount): WecomSettings | null => {
  try {
    return WECOM_SETTINGS.read(settings);
  } catch {
    return null;
  }
};

const strangeAnswer = (code: number): AccountCheck => ({
  state: 'down',
  detail: `The platform answers with code ${code}; look it up in its documentation.`,
});

const failedCheck = (result: Exclude<ApiResult, { kind: 'answered' }>): AccountCheck => {
  if (result.kind === 'refused-login') {
    const { state, detail } = loginReport(result.code);
    return { state, detail };
  }
  return { state: 'down', detail: 'The platform does not answer; check the network and the setting apiUrl.' };
};
