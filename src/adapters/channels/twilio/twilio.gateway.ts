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
import type { HttpResult } from '../http-call.js';
import { damageTo } from '../sms-text.js';
import { basicAuth } from './basic-auth.js';
import { LONGEST_TEXT, MOST_PARTS, TWILIO_SETTINGS } from './settings.js';
import type { TwilioSettings } from './settings.js';
import { accountTrouble, isNumber, messageForm, outcomeOf } from './translate.js';

const UNREACHABLE_WAIT = 30 * SECOND;
const SETTINGS_WAIT = 10 * MINUTE;

const checked = (trouble: string): AccountCheck => ({
  state: 'blocked',
  detail: `Twilio does not let the account in: ${trouble}; correct the settings or ask Twilio.`,
});

/**
 * Sends by the Messages resource of Twilio. Written with plain calls and not with the client of the package, whose
 * address is fixed, which takes a proxy from the environment, and which keeps connections open: on one that is being
 * closed, a text that never left looks like one whose answer was lost. The package checks the signatures.
 */
@Injectable()
export class TwilioGateway extends ChannelGateway {
  override readonly provider = 'twilio';

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
      return { kind: 'retry', after: plus(this.clock.now(), SETTINGS_WAIT), reason: 'bad-settings' };
    }
    if (!isNumber(text.address)) {
      return { kind: 'refused', reason: 'unreachable-address', detail: 'Not a telephone number.' };
    }
    const damage =
      text.text.length > LONGEST_TEXT
        ? `The text is longer than the ${LONGEST_TEXT} characters that Twilio takes.`
        : damageTo(text.text, { maximumParts: MOST_PARTS });
    if (damage !== null) return { kind: 'refused', reason: 'content-rejected', detail: damage };
    return this.handOver(account, settings, text);
  }

  private async handOver(
    account: ChannelAccount,
    settings: TwilioSettings,
    text: OutgoingText,
  ): Promise<SendOutcome> {
    const callback = this.publicAddress.of(callbackPath(account));
    const reportTo = `${callback}?attempt=${encodeURIComponent(text.attemptId)}`;
    const result = await this.call(settings, 'POST', '/Messages.json', {
      form: messageForm(settings, { ...text, reportTo }, this.clock.now()),
    });
    const now = this.clock.now();
    switch (result.kind) {
      case 'reply': {
        const trouble = accountTrouble(result.reply);
        if (trouble !== null) await this.report(account, checked(trouble));
        return outcomeOf(result.reply, now);
      }
      case 'not-sent':
        return { kind: 'retry', after: plus(now, UNREACHABLE_WAIT), reason: 'provider-unreachable' };
      case 'lost':
        return { kind: 'unknown', reason: result.reason };
    }
  }

  /** A report that cannot be stored changes nothing about the text; the next check tells the same. */
  private async report(account: ChannelAccount, check: AccountCheck): Promise<void> {
    await this.reportState.run(account, check).catch(() => undefined);
  }

  /** Twilio knows texts by its own id only; a status that comes later names the attempt and settles it. */
  override lookUp(): Promise<null> {
    return Promise.resolve(null);
  }

  override async check(account: ChannelAccount): Promise<AccountCheck> {
    const settings = settingsOf(account);
    if (settings instanceof DomainError) return { state: 'down', detail: settings.message };
    const result = await this.call(settings, 'GET', '.json');
    if (result.kind !== 'reply') {
      return { state: 'down', detail: 'Twilio does not answer; check the network and the setting apiUrl.' };
    }
    const trouble = accountTrouble(result.reply);
    if (trouble !== null) return checked(trouble);
    if (result.reply.status !== 200) {
      return { state: 'down', detail: `Twilio answers with ${result.reply.status}; try again later.` };
    }
    return /"status"\s*:\s*"(suspended|closed)"/.test(result.reply.body.toString('utf8'))
      ? checked('the account is not active')
      : { state: 'up', detail: 'Twilio answers and takes the credentials.' };
  }

  private call(
    settings: TwilioSettings,
    method: 'GET' | 'POST',
    path: string,
    { form }: { readonly form?: string } = {},
  ): Promise<HttpResult> {
    const { apiUrl, accountSid, timeoutMs } = settings;
    const headers = { authorization: basicAuth(settings), accept: 'application/json' };
    return callHttp({
      method,
      url: `${apiUrl.replace(/\/+$/, '')}/2010-04-01/Accounts/${accountSid}${path}`,
      timeoutMs,
      ...(form === undefined
        ? { headers }
        : { headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body: form }),
    });
  }
}

function settingsOf(account: ChannelAccount): TwilioSettings | DomainError {
  try {
    return TWILIO_SETTINGS.read(account.settings);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
