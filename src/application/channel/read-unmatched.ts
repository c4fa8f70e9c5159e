import { Injectable } from '@nestjs/common';
import { maskAddress } from '../../domain/debtor/mask-address.js';
import { maskChatText } from '../../domain/debtor/mask-chat-text.js';
import type { InboundMessageId } from '../../domain/shared/ids.js';
import { soundsLikeCrisis } from '../../domain/understanding/crisis-lexicon.js';
import { normalise } from '../../domain/understanding/normalise.js';
import { InboundMessages } from '../ports/inbound-messages.js';
import type { InboundMessage } from '../ports/inbound-messages.js';
import type { OlderThan } from '../ports/notes.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** A message from an address that no debtor has, as people may read it. */
export interface UnmatchedMessage extends Pick<
  InboundMessage,
  'id' | 'channelAccountId' | 'channel' | 'receivedAt' | 'sentAt'
> {
  readonly content: InboundMessage['content']['kind'];
  readonly maskedAddress: string;
  readonly maskedText: string | null;
  /** It sounds like danger to life: somebody has to look now. */
  readonly crisis: boolean;
}

const NOBODY = { idNumber: null, birthDate: null };

/** Reads what came from addresses that no debtor has, newest first. */
@Injectable()
export class ReadUnmatched {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly inbound: InboundMessages,
  ) {}

  run(scope: WorkScope, page: OlderThan<InboundMessageId>): Promise<UnmatchedMessage[]> {
    return this.unitOfWork.run(scope, async () =>
      (await this.inbound.unmatched(page)).map(({ content, address, ...message }) => ({
        id: message.id,
        channelAccountId: message.channelAccountId,
        channel: message.channel,
        receivedAt: message.receivedAt,
        sentAt: message.sentAt,
        content: content.kind,
        maskedAddress: maskAddress(address),
        maskedText: content.kind === 'text' ? maskChatText(content.text, NOBODY) : null,
        crisis: content.kind === 'text' && soundsLikeCrisis(normalise(content.text)),
      })),
    );
  }
}
