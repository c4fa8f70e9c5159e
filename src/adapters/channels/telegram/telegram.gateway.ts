import { Injectable } from '@nestjs/common';
import type { InlineKeyboardMarkup } from 'node-telegram-bot-api';
import { ReportAccountState } from '../../../application/channel/report-account-state.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { ChannelGateway } from '../../../application/ports/channel-gateway.js';
import type { AccountCheck, OutgoingText } from '../../../application/ports/channel-gateway.js';
import { Clock } from '../../../application/ports/clock.js';
import { SECOND, plus } from '../../../domain/calendar/instant.js';
import type { SendOutcome } from '../../../domain/message/send-outcome.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { LastButtons } from './last-buttons.js';
import { failureOf, outcomeOf, reportOf } from './failure.js';
import { TelegramClients } from './telegram-clients.js';
import { messageKey } from './translate.js';

/** Ids of private chats; groups and channels have negative ones or names, and are never written to. */
const PRIVATE_CHAT = /^[1-9]\d{0,14}$/u;
/** The Bot API takes no more in one button, in bytes. */
const LONGEST_REPLY = 64;
const SETTINGS_WAIT = 600 * SECOND;

/** Sends by the Bot API. An address is the id of a private chat, which only the debtor can open. */
@Injectable()
export class TelegramGateway extends ChannelGateway {
  override readonly provider = 'telegram';

  constructor(
    private readonly clients: TelegramClients,
    private readonly buttons: LastButtons,
    private readonly reportState: ReportAccountState,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async send(account: ChannelAccount, text: OutgoingText): Promise<SendOutcome> {
    if (!PRIVATE_CHAT.test(text.address)) {
      return { kind: 'refused', reason: 'unreachable-address', detail: 'Only private chats are written to.' };
    }
    try {
      const client = this.clients.of(account);
      const keyboard = keyboardOf(text.choices ?? []);
      const chat = Number(text.address);
      const taken = await client.api.sendMessage({
        chat_id: chat,
        text: text.text,
        link_preview_options: { is_disabled: true },
        ...(keyboard === null ? {} : { reply_markup: keyboard }),
      });
      const messageId = messageIdIn(taken);
      if (messageId === null) return { kind: 'accepted-unconfirmed' };
      this.buttons.sent(account.id, client, chat, messageId, keyboard !== null);
      return { kind: 'accepted', providerMessageId: messageKey(chat, messageId) };
    } catch (error) {
      return this.failed(account, error);
    }
  }

  override async check(account: ChannelAccount): Promise<AccountCheck> {
    try {
      const { api, settings } = this.clients.of(account);
      const { username } = await api.getMe();
      return username === settings.botName
        ? { state: 'up', detail: 'The bot answers.' }
        : {
            state: 'up',
            detail: `The token belongs to the bot ${username ?? 'without a name'}; correct the setting botName, or the links that bind debtors lead elsewhere.`,
          };
    } catch (error) {
      if (error instanceof DomainError) return { state: 'down', detail: error.message };
      const { state, detail } = reportOf(failureOf(error));
      return { state, detail };
    }
  }

  /** The Bot API cannot be asked what became of a text. */
  override lookUp(): Promise<null> {
    return Promise.resolve(null);
  }

  private async failed(account: ChannelAccount, error: unknown): Promise<SendOutcome> {
    const now = this.clock.now();
    if (error instanceof DomainError) {
      return { kind: 'retry', after: plus(now, SETTINGS_WAIT), reason: 'bad-settings' };
    }
    const failure = failureOf(error);
    if (failure.kind === 'credentials') {
      // The outcome counts more than the report; the listener reports the same.
      await this.reportState.run(account, reportOf(failure)).catch(() => undefined);
    }
    return outcomeOf(failure, now);
  }
}

const messageIdIn = (taken: unknown): number | null => {
  const { message_id: id } = (taken ?? {}) as { readonly message_id?: unknown };
  return typeof id === 'number' ? id : null;
};

const keyboardOf = (choices: NonNullable<OutgoingText['choices']>): InlineKeyboardMarkup | null => {
  const fitting = choices.filter(
    ({ reply, label }) => reply !== '' && label !== '' && Buffer.byteLength(reply) <= LONGEST_REPLY,
  );
  if (fitting.length === 0) return null;
  return { inline_keyboard: fitting.map(({ reply, label }) => [{ text: label, callback_data: reply }]) };
};
