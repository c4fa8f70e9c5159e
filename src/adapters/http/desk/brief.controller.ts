import { Controller, Get, Param } from '@nestjs/common';
import type { z } from 'zod';
import { ReadBrief } from '../../../application/desk/read-brief.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { ConversationId } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { idParam } from '../api/representation.js';
import { briefAnswer, briefView } from './brief-schemas.js';

/** What stands beside a conversation. */
@Controller('v1/conversations/:id/brief')
export class BriefController {
  constructor(private readonly readBrief: ReadBrief) {}

  @Get()
  @Operation({
    allow: 'desk.read',
    summary: 'Why it is here, who it is, what is owed, offered, promised and held',
    answers: briefAnswer,
  })
  async read(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
  ): Promise<z.infer<typeof briefAnswer>> {
    return briefView(await this.readBrief.run(caller.scope, idOf<ConversationId>(id)));
  }
}
