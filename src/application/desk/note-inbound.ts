import { Injectable } from '@nestjs/common';
import { answerBy } from '../../domain/conversation/answer-by.js';
import type { InboundContent } from '../../domain/conversation/inbound-content.js';
import { snippetOf } from '../../domain/conversation/snippet.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import type { ConversationId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { HandOffs } from '../ports/hand-offs.js';

/**
 * Tells the conversation's open item, if there is one, that the debtor wrote: the last words, one more to read, and
 * it is our turn again. Inside the unit of work of the message, under its debtor's lock.
 */
@Injectable()
export class NoteInbound {
  constructor(
    private readonly handOffs: HandOffs,
    private readonly clock: Clock,
  ) {}

  async run(
    conversationId: ConversationId,
    content: InboundContent,
    { checkFacts }: Pick<Debtor, 'checkFacts'>,
    { workingHours }: Pick<Lender, 'workingHours'>,
  ): Promise<void> {
    const [item] = await this.handOffs.openOf([conversationId]);
    if (!item) return;
    const waited = item.waitingSince !== null;
    await this.handOffs.update({
      ...item,
      unread: item.unread + 1,
      lastWords: snippetOf(content, checkFacts),
      waitingSince: null,
      answerBy: waited ? answerBy(workingHours, item, this.clock.now()) : item.answerBy,
    });
  }
}
