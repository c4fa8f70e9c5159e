import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { ReadContactBudget } from '../../../application/desk/read-contact-budget.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { LenderId } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { channel, idParam, idText, isoInstant, toIso, toIsoOrNull } from '../api/representation.js';

const budgetQuery = z.strictObject({ channel, lenderId: idText.optional() });

const budgetAnswer = z
  .object({
    used: z.int().nullable(),
    max: z.int().nullable(),
    cap: z.string().nullable(),
    counts: z.boolean().meta({ description: 'Whether a message now would take a slot' }),
    until: isoInstant.nullable().meta({ description: 'Until when a message would still be an answer' }),
    nextSlotAt: isoInstant.nullable().meta({ description: 'When it could go; null: now, or not at all' }),
    decision: z.string(),
    rule: z.string(),
    pack: z.array(z.string()),
  })
  .meta({ id: 'DebtorContactBudget' });

/** What the contact policy would say if a person wrote now. */
@Controller('v1/debtors/:id/contact-budget')
export class ContactBudgetController {
  constructor(private readonly readContactBudget: ReadContactBudget) {}

  @Get()
  @Operation({
    allow: 'desk.read',
    summary: 'How many contacts are left, and when the next could be',
    answers: budgetAnswer,
  })
  async read(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
    @Query({ schema: budgetQuery }) query: z.infer<typeof budgetQuery>,
  ): Promise<z.infer<typeof budgetAnswer>> {
    const { verdict, ...forecast } = await this.readContactBudget.run(caller.scope, {
      debtorId: idOf(id),
      channel: query.channel,
      ...(query.lenderId === undefined ? {} : { lenderId: idOf<LenderId>(query.lenderId) }),
    });
    return {
      used: forecast.used,
      max: forecast.max,
      cap: forecast.cap,
      counts: forecast.counts,
      until: toIsoOrNull(forecast.answerUntil),
      nextSlotAt: verdict.decision === 'DEFER' ? toIso(verdict.until) : null,
      decision: verdict.decision,
      rule: verdict.ruleId,
      pack: [...verdict.packVersions],
    };
  }
}
