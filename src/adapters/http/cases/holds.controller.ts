import { Body, Controller, Post } from '@nestjs/common';
import type { z } from 'zod';
import { PlaceHold } from '../../../application/cases/place-hold.js';
import { ReleaseCaseHold } from '../../../application/cases/release-case-hold.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { DebtId } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { fromIso } from '../api/representation.js';
import { holdView } from './case-parts.js';
import { placeBody, placedAnswer, releaseBody, releasedAnswer } from './hold-schemas.js';

/** What people do to stop treatment, and to let it go on. */
@Controller('v1/holds')
export class HoldsController {
  constructor(
    private readonly placeHold: PlaceHold,
    private readonly releaseHold: ReleaseCaseHold,
  ) {}

  @Post()
  @Operation({
    allow: 'holds.place',
    summary: 'Stop treatment of a debt or a debtor; what is queued is withdrawn',
    answers: placedAnswer,
    creates: true,
  })
  async place(
    @Caller() caller: Caller,
    @Body({ schema: placeBody }) { debtId, scope, reason, until, note = '' }: z.infer<typeof placeBody>,
  ): Promise<z.infer<typeof placedAnswer>> {
    const { hold, cancelled } = await this.placeHold.run(caller.scope, {
      debtId: idOf<DebtId>(debtId),
      scope,
      reason,
      until: until === undefined ? null : fromIso(until),
      note: note === '' ? null : note,
    });
    return { hold: holdView({ hold, by: { placedBy: caller.login, note: null } }), cancelled };
  }

  @Post('release')
  @Operation({
    allow: 'holds.release',
    summary: 'Lift the holds of one reason from a debt and its debtor',
    answers: releasedAnswer,
  })
  async release(
    @Caller() caller: Caller,
    @Body({ schema: releaseBody }) { debtId, hold, why }: z.infer<typeof releaseBody>,
  ): Promise<z.infer<typeof releasedAnswer>> {
    return {
      released: await this.releaseHold.run(caller.scope, { debtId: idOf<DebtId>(debtId), hold, why }),
    };
  }
}
