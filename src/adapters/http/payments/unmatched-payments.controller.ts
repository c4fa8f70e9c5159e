import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { LenderCodes } from '../../../application/lender/lender-codes.js';
import { DecideUnmatchedPayment } from '../../../application/payment/decide-unmatched-payment.js';
import { ReadPayments } from '../../../application/payment/read-payments.js';
import type { UnmatchedPaymentId } from '../../../domain/shared/ids.js';
import { idOf } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { decodeCursor, encodeCursor } from '../api/page.js';
import { idParam } from '../api/representation.js';
import {
  dismissBody,
  matchBody,
  unmatchedAnswer,
  unmatchedPageAnswer,
  unmatchedQuery,
  unmatchedView,
} from './payment-schemas.js';

/** Money that arrived for no debt that is known. */
@Controller('v1/unmatched-payments')
export class UnmatchedPaymentsController {
  constructor(
    private readonly readPayments: ReadPayments,
    private readonly decide: DecideUnmatchedPayment,
    private readonly lenderCodes: LenderCodes,
  ) {}

  @Get()
  @Operation({
    allow: 'payments.read',
    summary: 'Unmatched payments in the order in which they were told',
    answers: unmatchedPageAnswer,
  })
  async list(
    @Caller() { scope }: Caller,
    @Query({ schema: unmatchedQuery }) { state, cursor, limit }: z.infer<typeof unmatchedQuery>,
  ): Promise<z.infer<typeof unmatchedPageAnswer>> {
    const [after] = decodeCursor(cursor, 1) ?? [null];
    const from = after === null ? null : idOf<UnmatchedPaymentId>(String(after));
    const found = await this.readPayments.unmatchedPage(scope, state, from, limit + 1);
    const codes = await this.lenderCodes.run(scope);
    const items = found.slice(0, limit).map((one) => unmatchedView(one, codes));
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items, next: last ? encodeCursor([last.id]) : null };
  }

  @Post(':id/match')
  @Operation({ allow: 'payments.match', summary: 'Say for which debt it was', answers: unmatchedAnswer })
  async match(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
    @Body({ schema: matchBody }) { debtReference, reason }: z.infer<typeof matchBody>,
  ): Promise<z.infer<typeof unmatchedAnswer>> {
    const decided = await this.decide.match(scope, idOf<UnmatchedPaymentId>(id), debtReference, reason);
    return unmatchedView(decided, await this.lenderCodes.run(scope));
  }

  @Post(':id/dismiss')
  @Operation({
    allow: 'payments.match',
    summary: 'Say that it is for none of our debts',
    answers: unmatchedAnswer,
  })
  async dismiss(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
    @Body({ schema: dismissBody }) { reason }: z.infer<typeof dismissBody>,
  ): Promise<z.infer<typeof unmatchedAnswer>> {
    const decided = await this.decide.dismiss(scope, idOf<UnmatchedPaymentId>(id), reason);
    return unmatchedView(decided, await this.lenderCodes.run(scope));
  }
}
