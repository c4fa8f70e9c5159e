import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { AskApproval } from '../../../application/arrangement/ask-approval.js';
import { DecideApproval } from '../../../application/arrangement/decide-approval.js';
import { QuotePlan } from '../../../application/arrangement/quote-plan.js';
import { ReadApprovals } from '../../../application/arrangement/read-approvals.js';
import { instant } from '../../../domain/calendar/instant.js';
import { idOf } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { decodeCursor, encodeCursor } from '../api/page.js';
import { idParam } from '../api/representation.js';
import {
  approvalAnswer,
  approvalBody,
  approvalsAnswer,
  approvalsQuery,
  approvalView,
  decisionBody,
  quoteAnswer,
  quoteBody,
  quoteView,
  wishOf,
} from './plan-schemas.js';

/** What the caller may agree. */
const authorityOf = (caller: Caller): 'staff' | 'lead' => (caller.can('desk.lead') ? 'lead' : 'staff');

/** Plans that a person works out, and what a lead has to say to them. */
@Controller('v1')
export class PlansController {
  constructor(
    private readonly quotePlan: QuotePlan,
    private readonly askApproval: AskApproval,
    private readonly readApprovals: ReadApprovals,
    private readonly decideApproval: DecideApproval,
  ) {}

  @Post('arrangements/quote')
  @Operation({
    allow: 'desk.work',
    summary: 'Up to three plans inside your authority, nearest to the wish first',
    answers: quoteAnswer,
  })
  async quote(
    @Caller() caller: Caller,
    @Body({ schema: quoteBody }) body: z.infer<typeof quoteBody>,
  ): Promise<z.infer<typeof quoteAnswer>> {
    const { conversationId, debtId } = body;
    const authority = authorityOf(caller);
    const about = {
      ...(conversationId === undefined ? {} : { conversationId: idOf(conversationId) }),
      ...(debtId === undefined ? {} : { debtId: idOf(debtId) }),
    } as Parameters<QuotePlan['run']>[1];
    return quoteView(await this.quotePlan.run(caller.scope, about, wishOf(body), authority), authority);
  }

  @Post('approvals')
  @Operation({
    allow: 'desk.work',
    summary: 'Ask a lead for a plan beyond your authority',
    answers: approvalAnswer,
    creates: true,
  })
  async ask(
    @Caller() caller: Caller,
    @Body({ schema: approvalBody }) { planQuoteId, reason }: z.infer<typeof approvalBody>,
  ): Promise<z.infer<typeof approvalAnswer>> {
    const asked = await this.askApproval.run(caller.scope, idOf(planQuoteId), reason, authorityOf(caller));
    return approvalView(asked, null);
  }

  @Get('approvals')
  @Operation({
    allow: 'desk.read',
    summary: 'What leads were asked for, what is due first first',
    answers: approvalsAnswer,
  })
  async list(
    @Caller() caller: Caller,
    @Query({ schema: approvalsQuery }) { state, cursor, limit }: z.infer<typeof approvalsQuery>,
  ): Promise<z.infer<typeof approvalsAnswer>> {
    const after = decodeCursor(cursor, 2);
    const entries = await this.readApprovals.run(caller.scope, state, {
      after: after && { answerBy: instant(Number(after[0])), id: idOf(String(after[1])) },
      limit: limit + 1,
    });
    const shown = entries.slice(0, limit);
    const last = entries.length > limit ? shown.at(-1)?.approval : undefined;
    return {
      items: shown.map(({ approval, quote }) => approvalView(approval, quote)),
      next: last ? encodeCursor([last.answerBy, last.id]) : null,
    };
  }

  @Post('approvals/:id/decide')
  @Operation({
    allow: 'desk.lead',
    summary: 'Approve or refuse what somebody else asked for',
    answers: approvalAnswer,
  })
  async decide(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
    @Body({ schema: decisionBody }) { decision, reason }: z.infer<typeof decisionBody>,
  ): Promise<z.infer<typeof approvalAnswer>> {
    const state = decision === 'approve' ? 'approved' : 'refused';
    return approvalView(await this.decideApproval.run(caller.scope, idOf(id), state, reason), null);
  }
}
