import { Injectable } from '@nestjs/common';
import { ReportAccountState } from '../../../application/channel/report-account-state.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { callbackPath } from '../../../application/ports/channel-callbacks.js';
import { ChannelGateway } from '../../../application/ports/channel-gateway.js';
import type { AccountCheck, OutgoingText } from '../../../application/ports/channel-gateway.js';
import { Clock } from '../../../application/ports/clock.js';
import { PublicAddress } from '../../../application/ports/public-address.js';
import { MINUTE, SECOND, plus } from '../../../domain/calendar/instant.js';
import type { SendOutcome } from '../../../domain/message/send-outcome.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { callHttp } from '../http-call.js';
import { damageTo } from '../sms-text.js';
import { KANNEL_SETTINGS } from './settings.js';
import type { KannelSettings } from './settings.js';
import { isBadCredentials, isNumber, outcomeOf, reportAddress, sendsmsHeaders } from './translate.js';

const UNREACHABLE_WAIT = 30 * SECOND;
const SETTINGS_WAIT = 10 * MINUTE;

const BAD_CREDENTIALS: AccountCheck = {
  state: 'blocked',
  detail: 'Kannel does not take the username and password, or not from this machine; correct the settings.',
};

/** Sends by the HTTP interface of Kannel (`sendsms`); Kannel keeps what it took until its SMSC takes it. */
@Injectable()
export class KannelGateway extends ChannelGateway {
  override readonly provider = 'kannel';

  constructor(
    private readonly publicAddress: PublicAddress,
    private readonly reportState: ReportAccountState,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async send(account: ChannelAccount, text: OutgoingText): Promise<SendOutcome> {
    const settings = settingsOf(account);
    if (settings instanceof DomainError) {
      const after = plus(this.clock.now(), SETTINGS_WAIT);
      return { kind: 'retry', after, reason: 'bad-settings' };
    }
    if (!isNumber(text.address)) {
      return { kind: 'refused', reason: 'unreachable-address', detail: 'Not a telephone number.' };
    }
    const damage = damageTo(text.text, { maximumParts: settings.maxParts, partsCutPairs: true });
    if (damage !== null) return { kind: 'refused', reason: 'content-rejected', detail: damage };
    return this.handOver(account, settings, text);
  }

  private async handOver(
    account: ChannelAccount,
    settings: KannelSettings,
    text: OutgoingText,
  ): Promise<SendOutcome> {
    const callback = this.publicAddress.of(callbackPath(account));
    const reportTo = reportAddress(callback, text.attemptId);
    const result = await callHttp({
      method: 'POST',
      url: settings.url,
      headers: sendsmsHeaders(settings, { ...text, reportTo }, this.clock.now()),
      body: text.text,
      timeoutMs: settings.timeoutMs,
    });
    switch (result.kind) {
      case 'reply':
        if (isBadCredentials(result.reply)) await this.report(account, BAD_CREDENTIALS);
        return outcomeOf(result.reply, text.attemptId, this.clock.now());
      case 'not-sent': {
        const after = plus(this.clock.now(), UNREACHABLE_WAIT);
        return { kind: 'retry', after, reason: 'provider-unreachable' };
      }
      case 'lost':
        return { kind: 'unknown', reason: result.reason };
    }
  }

  /** A report that cannot be stored changes nothing about the text; the next check tells the same. */
  private async report(account: ChannelAccount, check: AccountCheck): Promise<void> {
    await this.reportState.run(account, check).catch(() => undefined);
  }

  /** Kannel cannot be asked; a report that comes later names the attempt and settles it. */
  override lookUp(): Promise<null> {
    return Promise.resolve(null);
  }

  /** Asks to send to nobody, which Kannel refuses in one way with good credentials and in another with bad ones. */
  override async check(account: ChannelAccount): Promise<AccountCheck> {
    const settings = settingsOf(account);
    if (settings instanceof DomainError) return { state: 'down', detail: settings.message };
    const { url, username, password, timeoutMs } = settings;
    const result = await callHttp({
      method: 'POST',
      url,
      headers: {
        'content-type': 'text/plain; charset=UTF-8',
        'x-kannel-username': username,
        'x-kannel-password': password,
      },
      body: '',
      timeoutMs,
    });
    if (result.kind !== 'reply') {
      return { state: 'down', detail: 'Kannel does not answer; start smsbox, or check the setting url.' };
    }
    if (isBadCredentials(result.reply)) return BAD_CREDENTIALS;
    if (result.reply.status !== 400) {
      return { state: 'down', detail: 'What answers there is not sendsms; check the setting url.' };
    }
    return settings.statusUrl === undefined
      ? { state: 'up', detail: 'Kannel answers and takes the credentials.' }
      : statusOf(settings.statusUrl, settings);
  }
}

async function statusOf(url: string, { statusPassword, timeoutMs }: KannelSettings): Promise<AccountCheck> {
  const asked = new URL(url);
  if (statusPassword !== undefined) asked.searchParams.set('password', statusPassword);
  const result = await callHttp({ method: 'GET', url: asked.href, timeoutMs });
  const page = result.kind === 'reply' && result.reply.status === 200 ? result.reply.body.toString() : '';
  if (!page.includes('SMSC connections')) {
    return {
      state: 'up',
      detail: 'Kannel takes the credentials, but shows no status; check statusUrl and statusPassword.',
    };
  }
  return /\(online \d/.test(page.slice(page.indexOf('SMSC connections')))
    ? { state: 'up', detail: 'Kannel answers, takes the credentials and is connected to an SMSC.' }
    : { state: 'down', detail: 'Kannel answers, but no SMSC is connected to it; texts would wait there.' };
}

function settingsOf(account: ChannelAccount): KannelSettings | DomainError {
  try {
    return KANNEL_SETTINGS.read(account.settings);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
