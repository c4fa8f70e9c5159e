import { Body, Controller, Header, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { IssueBindingCode } from '../../../application/channel/issue-binding-code.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { DebtId } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { channel, isoInstant, toIso } from '../api/representation.js';
import { caseParam } from './case-schemas.js';

const issueBody = z.strictObject({ channel });
const issuedAnswer = z
  .object({
    code: z.string().meta({ description: 'To be sent with the first message; shown this once' }),
    expiresAt: isoInstant,
    ways: z.array(
      z.object({
        accountId: z.string(),
        label: z.string(),
        link: z.string().nullable().meta({ description: 'Opens the chat and sends the code' }),
      }),
    ),
  })
  .meta({ id: 'BindingCode' });

/** By which the debtor of a case comes to a channel where we may not write first. */
@Controller('v1/cases')
export class BindingCodesController {
  constructor(private readonly issueBindingCode: IssueBindingCode) {}

  @Post(':debtId/binding-codes')
  @Header('Cache-Control', 'no-store')
  @Operation({
    allow: 'desk.work',
    summary: 'Make a one-time code by which the debtor comes to a channel',
    answers: issuedAnswer,
    status: 201,
  })
  async issue(
    @Caller() caller: Caller,
    @Param({ schema: caseParam }) { debtId }: z.infer<typeof caseParam>,
    @Body({ schema: issueBody }) body: z.infer<typeof issueBody>,
  ): Promise<z.infer<typeof issuedAnswer>> {
    const { code, expiresAt, ways } = await this.issueBindingCode.run(
      caller.scope,
      idOf<DebtId>(debtId),
      body.channel,
    );
    return { code, expiresAt: toIso(expiresAt), ways: [...ways] };
  }
}
