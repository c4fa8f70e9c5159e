import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { DecideDispute } from '../../../application/desk/decide-dispute.js';
import { CLAIM_OUTCOMES, DecidePaymentClaim } from '../../../application/desk/decide-payment-claim.js';
import { PreviewDisputeDecision } from '../../../application/desk/preview-dispute-decision.js';
import { ReadDisputes } from '../../../application/desk/read-disputes.js';
import { ReadPaymentClaim } from '../../../application/desk/read-payment-claim.js';
import { staffLogin } from '../../../application/people/staff-login.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { decodeCursor, encodeCursor } from '../api/page.js';
import {
  claimBody,
  decisionPreviewAnswer,
  decisionPreviewView,
  disputeBody,
  disputesAnswer,
  disputesQuery,
  disputeView,
  numberParam,
  paymentClaimAnswer,
  paymentClaimView,
} from './dispute-schemas.js';

type NumberParam = z.infer<typeof numberParam>;
type PreviewAnswer = z.infer<typeof decisionPreviewAnswer>;

/** What debtors contest, and what people decide. */
@Controller('v1')
export class DisputesController {
  constructor(
    private readonly readDisputes: ReadDisputes,
    private readonly decideDispute: DecideDispute,
    private readonly previewDecision: PreviewDisputeDecision,
    private readonly readPaymentClaim: ReadPaymentClaim,
    private readonly decidePaymentClaim: DecidePaymentClaim,
  ) {}

  @Get('disputes')
  @Operation({
    allow: 'desk.read',
    summary: 'Disputes in the order of their numbers',
    answers: disputesAnswer,
  })
  async list(
    @Caller() caller: Caller,
    @Query({ schema: disputesQuery }) { state, cursor, limit }: z.infer<typeof disputesQuery>,
  ): Promise<z.infer<typeof disputesAnswer>> {
    const after = decodeCursor(cursor, 1)?.[0] ?? null;
    const disputes = await this.readDisputes.run(caller.scope, state, {
      after: after === null ? null : String(after),
      limit: limit + 1,
    });
    const shown = disputes.slice(0, limit);
    const last = disputes.length > limit ? shown.at(-1) : undefined;
    return { items: shown.map(disputeView), next: last ? encodeCursor([last.number]) : null };
  }

  @Post('disputes/:number/decision-preview')
  @Operation({
    allow: 'desk.work',
    summary: 'What a decision would do, and what the debtor would read',
    answers: decisionPreviewAnswer,
  })
  async preview(
    @Caller() caller: Caller,
    @Param({ schema: numberParam }) { number }: NumberParam,
    @Body({ schema: disputeBody }) { outcome, correctedMinor }: z.infer<typeof disputeBody>,
  ): Promise<PreviewAnswer> {
    return decisionPreviewView(await this.previewDecision.run(caller.scope, number, outcome, correctedMinor));
  }

  @Post('disputes/:number/decision')
  @Operation({ allow: 'desk.work', summary: 'Decide a dispute; the debtor is told', answers: null })
  decide(
    @Caller() caller: Caller,
    @Param({ schema: numberParam }) { number }: NumberParam,
    @Body({ schema: disputeBody }) { outcome, correctedMinor }: z.infer<typeof disputeBody>,
  ): Promise<void> {
    const { scope } = caller;
    return this.decideDispute.run(scope, {
      number,
      outcome,
      staff: staffLogin(scope),
      ...(correctedMinor === undefined ? {} : { correctedMinor }),
    });
  }

  @Get('payment-claims/:number')
  @Operation({
    allow: 'desk.read',
    summary: 'A payment that a debtor claims, and what the ledger has',
    answers: paymentClaimAnswer,
  })
  async claim(
    @Caller() caller: Caller,
    @Param({ schema: numberParam }) { number }: NumberParam,
  ): Promise<z.infer<typeof paymentClaimAnswer>> {
    return paymentClaimView(await this.readPaymentClaim.run(caller.scope, number));
  }

  @Post('payment-claims/:number/decision-preview')
  @Operation({
    allow: 'desk.work',
    summary: 'What the debtor would read',
    answers: decisionPreviewAnswer,
  })
  async previewClaim(
    @Caller() caller: Caller,
    @Param({ schema: numberParam }) { number }: NumberParam,
    @Body({ schema: claimBody }) { result }: z.infer<typeof claimBody>,
  ): Promise<PreviewAnswer> {
    return decisionPreviewView(await this.previewDecision.run(caller.scope, number, CLAIM_OUTCOMES[result]));
  }

  @Post('payment-claims/:number/decision')
  @Operation({
    allow: 'desk.work',
    summary: 'Say whether the payment was found; the debtor is told',
    answers: null,
  })
  decideClaim(
    @Caller() caller: Caller,
    @Param({ schema: numberParam }) { number }: NumberParam,
    @Body({ schema: claimBody }) { result, reference }: z.infer<typeof claimBody>,
  ): Promise<void> {
    return this.decidePaymentClaim.run(caller.scope, {
      number,
      result,
      reference: reference ?? null,
    });
  }
}
