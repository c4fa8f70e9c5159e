import { Injectable } from '@nestjs/common';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { ChannelGateway } from '../../../application/ports/channel-gateway.js';
import type { AccountCheck, OutgoingText } from '../../../application/ports/channel-gateway.js';
import { Clock } from '../../../application/ports/clock.js';
import { latest, plus } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { SendOutcome } from '../../../domain/message/send-outcome.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { AccountSessions, NoRoom } from './account-sessions.js';
import { SMPP_SETTINGS } from './settings.js';
import { bindOnce } from './smpp-bind.js';
import { SmppLink } from './smpp-link.js';
import { SmppSessions } from './smpp-sessions.js';
import { submitFields, validityPeriod } from './submit.js';
import { submitParts } from './submit-parts.js';
import { PAUSE, STATUS } from './translate.js';

/** Sends over SMPP 3.4. What the SMSC did not answer stays unknown and is never submitted again. */
@Injectable()
export class SmppGateway extends ChannelGateway {
  override readonly provider = 'smpp';
  private references = 0;

  constructor(
    private readonly clock: Clock,
    private readonly sessions: SmppSessions,
  ) {
    super();
  }

  override async send(account: ChannelAccount, outgoing: OutgoingText): Promise<SendOutcome> {
    const now = this.clock.now();
    const validity = validityPeriod(now, outgoing.validUntil);
    if (validity === null) {
      return { kind: 'retry', after: latest(now, outgoing.validUntil), reason: 'contact-window-over' };
    }
    let sessions: AccountSessions;
    try {
      sessions = this.sessions.forSending(account);
    } catch {
      return { kind: 'retry', after: plus(now, PAUSE.badLogin), reason: 'bad-settings' };
    }
    this.references = (this.references + 1) % 256;
    const { address, text } = outgoing;
    const parts = submitFields({ address, text, validity, reference: this.references }, sessions.settings);
    if (parts === null) {
      return { kind: 'refused', reason: 'content-rejected', detail: 'too-many-parts' };
    }
    const room = await sessions.room();
    if ('reason' in room) return noRoom(room, this.clock.now());
    try {
      return await submitParts(parts, room, sessions, () => this.clock.now());
    } finally {
      room.leave();
    }
  }

  /** An SMSC is asked by its own id only, which is missing exactly when a text is in doubt. */
  override lookUp(): Promise<null> {
    return Promise.resolve(null);
  }

  override async check(account: ChannelAccount): Promise<AccountCheck> {
    const bound = this.sessions.opened(account.id)?.link ?? null;
    if (bound !== null) {
      const reply = await bound.request('enquire_link');
      if (reply.kind === 'answer') return { state: 'up', detail: 'The SMSC answers.' };
    }
    try {
      const settings = SMPP_SETTINGS.read(account.settings);
      const link = await bindOnce('transmitter', settings, {
        began: () => undefined,
        delivery: (_command, _frame, answer) => answer(STATUS.applicationTemporary),
      });
      if (!(link instanceof SmppLink)) return { state: link.state, detail: link.detail };
      await link.end();
      return { state: 'up', detail: 'The SMSC takes our system id and password.' };
    } catch (error) {
      return { state: 'down', detail: error instanceof DomainError ? error.message : 'The bind failed.' };
    }
  }
}

const noRoom = ({ reason }: NoRoom, now: Instant): SendOutcome => {
  const wait: Readonly<Record<NoRoom['reason'], number>> = {
    'no-connection': PAUSE.noConnection,
    'bad-login': PAUSE.badLogin,
    'window-full': PAUSE.noRoom,
    'too-fast': PAUSE.noRoom,
  };
  return { kind: 'retry', after: plus(now, wait[reason]), reason: `smpp-${reason}` };
};
