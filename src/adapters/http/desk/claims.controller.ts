import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { ClaimConversation } from '../../../application/desk/claim-conversation.js';
import { CloseConversation } from '../../../application/desk/close-conversation.js';
import { HandBack } from '../../../application/desk/hand-back.js';
import { PreviewHandBack } from '../../../application/desk/preview-hand-back.js';
import { ReleaseClaim } from '../../../application/desk/release-claim.js';
import { RenewClaim } from '../../../application/desk/renew-claim.js';
import { RequeueConversation } from '../../../application/desk/requeue-conversation.js';
import { TakeOverConversation } from '../../../application/desk/take-over-conversation.js';
import { UndoClose } from '../../../application/desk/undo-close.js';
import { staffLogin } from '../../../application/people/staff-login.js';
import { localDate } from '../../../domain/calendar/local-date.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { ConversationId } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { idParam } from '../api/representation.js';
import {
  closeBody,
  handBackBody,
  handBackPreviewAnswer,
  leadBody,
  previewView,
} from './conversation-schemas.js';
import { claimAnswer, claimView } from './queue-schemas.js';

type IdParam = z.infer<typeof idParam>;
type ClaimAnswer = z.infer<typeof claimAnswer>;

const conversationId = ({ id }: IdParam): ConversationId => idOf<ConversationId>(id);

/** Who has a conversation, and how that ends. */
@Controller('v1/conversations/:id')
export class ClaimsController {
  constructor(
    private readonly claimConversation: ClaimConversation,
    private readonly renewClaim: RenewClaim,
    private readonly releaseClaim: ReleaseClaim,
    private readonly previewHandBack: PreviewHandBack,
    private readonly handBack: HandBack,
    private readonly closeConversation: CloseConversation,
    private readonly undoClose: UndoClose,
    private readonly takeOverConversation: TakeOverConversation,
    private readonly requeueConversation: RequeueConversation,
  ) {}

  @Post('claim')
  @Operation({
    allow: 'desk.work',
    summary: 'Take the conversation; nobody else can while you hold it',
    answers: claimAnswer,
  })
  async claim(@Caller() caller: Caller, @Param({ schema: idParam }) param: IdParam): Promise<ClaimAnswer> {
    return claimView(await this.claimConversation.run(caller.scope, conversationId(param)));
  }

  @Post('renew')
  @Operation({
    allow: 'desk.work',
    summary: 'You still work on it: the lease begins anew',
    answers: claimAnswer,
  })
  async renew(@Caller() caller: Caller, @Param({ schema: idParam }) param: IdParam): Promise<ClaimAnswer> {
    return claimView(await this.renewClaim.run(caller.scope, conversationId(param)));
  }

  @Post('release')
  @Operation({ allow: 'desk.work', summary: 'Put it back into the queue for others', answers: null })
  release(@Caller() caller: Caller, @Param({ schema: idParam }) param: IdParam): Promise<void> {
    return this.releaseClaim.run(caller.scope, conversationId(param));
  }

  @Get('hand-back-preview')
  @Operation({
    allow: 'desk.read',
    summary: 'What the assistant does next, and when, if it gets the conversation back now',
    answers: handBackPreviewAnswer,
  })
  async preview(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) param: IdParam,
  ): Promise<z.infer<typeof handBackPreviewAnswer>> {
    return previewView(await this.previewHandBack.run(caller.scope, conversationId(param)));
  }

  @Post('hand-back')
  @Operation({
    allow: 'desk.work',
    summary: 'Give the conversation back to the assistant',
    answers: handBackPreviewAnswer,
  })
  async giveBack(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) param: IdParam,
    @Body({ schema: handBackBody }) { note }: z.infer<typeof handBackBody>,
  ): Promise<z.infer<typeof handBackPreviewAnswer>> {
    const { scope } = caller;
    const id = conversationId(param);
    await this.handBack.run(scope, { conversationId: id }, staffLogin(scope), note ?? null);
    return previewView(await this.previewHandBack.run(scope, id));
  }

  @Post('close')
  @Operation({
    allow: 'desk.work',
    summary: 'Close it: how it ended, and what comes after; nothing is presumed',
    answers: null,
  })
  close(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) param: IdParam,
    @Body({ schema: closeBody }) { reason, note, next, until }: z.infer<typeof closeBody>,
  ): Promise<void> {
    return this.closeConversation.run(caller.scope, conversationId(param), {
      outcome: reason,
      note: note ?? null,
      after: next,
      until: until === undefined ? null : localDate(until),
    });
  }

  @Post('reopen-closed')
  @Operation({
    allow: 'desk.work',
    summary: 'Take back your closing, within five seconds',
    answers: claimAnswer,
  })
  async reopenClosed(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) param: IdParam,
  ): Promise<ClaimAnswer> {
    return claimView(await this.undoClose.run(caller.scope, conversationId(param)));
  }

  @Post('take-over')
  @Operation({ allow: 'desk.lead', summary: 'Take it from whoever holds it', answers: claimAnswer })
  async takeOver(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) param: IdParam,
    @Body({ schema: leadBody }) { reason }: z.infer<typeof leadBody>,
  ): Promise<ClaimAnswer> {
    return claimView(await this.takeOverConversation.run(caller.scope, conversationId(param), reason));
  }

  @Post('requeue')
  @Operation({ allow: 'desk.lead', summary: 'Put back what somebody holds', answers: null })
  requeue(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) param: IdParam,
    @Body({ schema: leadBody }) { reason }: z.infer<typeof leadBody>,
  ): Promise<void> {
    return this.requeueConversation.run(caller.scope, conversationId(param), reason);
  }
}
