import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { CheckStaffText } from '../../../application/desk/check-staff-text.js';
import { ReadScheduled } from '../../../application/desk/read-scheduled.js';
import { SendAsPerson } from '../../../application/desk/send-as-person.js';
import { WithdrawMessage } from '../../../application/desk/withdraw-message.js';
import { sequenceOf } from '../../../domain/conversation/sequence.js';
import { idOf } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { fromIso, idParam } from '../api/representation.js';
import { messageView } from './entry-schemas.js';
import {
  contentOf,
  messageBody,
  scheduledAnswer,
  sentAnswer,
  sentView,
  wordingAnswer,
  wordingBody,
  wordingView,
} from './message-schemas.js';

type IdParam = z.infer<typeof idParam>;

/** What people say in a conversation, now or later. */
@Controller('v1')
export class MessagesController {
  constructor(
    private readonly sendAsPerson: SendAsPerson,
    private readonly withdrawMessage: WithdrawMessage,
    private readonly readScheduled: ReadScheduled,
    private readonly checkStaffText: CheckStaffText,
  ) {}

  @Post('conversations/:id/messages')
  @Operation({
    allow: 'desk.work',
    summary: 'Say something to the debtor; the contact policy decides when it goes',
    answers: sentAnswer,
    status: 202,
    creates: true,
  })
  async send(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: messageBody }) body: z.infer<typeof messageBody>,
  ): Promise<z.infer<typeof sentAnswer>> {
    const { neutral, notBefore, reason, basedOnSeq, cancelIf } = body;
    const sent = await this.sendAsPerson.run(caller.scope, {
      conversationId: idOf(id),
      content: contentOf(body),
      basedOnSeq,
      cancelIf,
      authority: caller.can('desk.lead') ? 'lead' : 'staff',
      ...(neutral === undefined ? {} : { neutral }),
      ...(notBefore === undefined ? {} : { notBefore: fromIso(notBefore) }),
      ...(reason === undefined ? {} : { reason }),
    });
    return sentView(sent);
  }

  @Get('conversations/:id/scheduled')
  @Operation({
    allow: 'desk.read',
    summary: 'What people wrote here and what waits for its time',
    answers: scheduledAnswer,
  })
  async scheduled(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) { id }: IdParam,
  ): Promise<z.infer<typeof scheduledAnswer>> {
    const waiting = await this.readScheduled.run(caller.scope, idOf(id));
    return {
      items: waiting.map(({ message, text }) =>
        messageView(message, sequenceOf(message.id), { text, template: null, verdict: null }),
      ),
    };
  }

  @Delete('messages/:id')
  @Operation({ allow: 'desk.work', summary: 'Take back what a person wrote, while it waits', answers: null })
  withdraw(@Caller() caller: Caller, @Param({ schema: idParam }) { id }: IdParam): Promise<void> {
    return this.withdrawMessage.run(caller.scope, idOf(id));
  }

  @Post('wording-checks')
  @Operation({
    allow: 'desk.work',
    summary: 'What of a text could not be sent, or needs a reason',
    answers: wordingAnswer,
  })
  async check(
    @Caller() caller: Caller,
    @Body({ schema: wordingBody }) { conversationId, text }: z.infer<typeof wordingBody>,
  ): Promise<z.infer<typeof wordingAnswer>> {
    return wordingView(await this.checkStaffText.run(caller.scope, idOf(conversationId), text));
  }
}
