import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { LenderCodes } from '../../../application/lender/lender-codes.js';
import { ReadPayments } from '../../../application/payment/read-payments.js';
import { RegisterPayment } from '../../../application/payment/register-payment.js';
import type { DebtId } from '../../../domain/shared/ids.js';
import { idOf } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import {
  paymentBody,
  paymentView,
  paymentsAnswer,
  paymentsQuery,
  receivedAnswer,
  receivedView,
  toldOf,
} from './payment-schemas.js';

/** Money that arrived. */
@Controller('v1/payments')
export class PaymentsController {
  constructor(
    private readonly registerPayment: RegisterPayment,
    private readonly readPayments: ReadPayments,
    private readonly lenderCodes: LenderCodes,
  ) {}

  @Post()
  @Operation({
    allow: 'payments.record',
    summary:
      'Record a payment; one that is told twice counts once, one for no known debt is kept as unmatched',
    answers: receivedAnswer,
    creates: true,
  })
  async record(
    @Caller() { scope }: Caller,
    @Body({ schema: paymentBody }) { lender, ...body }: z.infer<typeof paymentBody>,
  ): Promise<z.infer<typeof receivedAnswer>> {
    return receivedView(await this.registerPayment.run(scope, { lender, ...toldOf(body) }));
  }

  @Get()
  @Operation({ allow: 'payments.read', summary: 'The payments of a debt', answers: paymentsAnswer })
  async ofDebt(
    @Caller() { scope }: Caller,
    @Query({ schema: paymentsQuery }) { debt }: z.infer<typeof paymentsQuery>,
  ): Promise<z.infer<typeof paymentsAnswer>> {
    const payments = await this.readPayments.ofDebt(scope, idOf<DebtId>(debt));
    const codes = await this.lenderCodes.run(scope);
    return { items: payments.map((payment) => paymentView(payment, codes)) };
  }
}
