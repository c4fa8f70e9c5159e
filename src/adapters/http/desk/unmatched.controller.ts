import { Controller, Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { ReadUnmatched } from '../../../application/channel/read-unmatched.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { InboundMessageId } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { decodeCursor, encodeCursor, pageOf, pageQuery } from '../api/page.js';
import { channel, isoInstant, toIso } from '../api/representation.js';

const unmatchedAnswer = pageOf(
  z
    .object({
      id: z.string(),
      channelAccountId: z.string(),
      channel,
      receivedAt: isoInstant,
      sentAt: isoInstant,
      content: z.string(),
      addressMasked: z.string(),
      textMasked: z.string().nullable(),
      crisis: z.boolean().meta({ description: 'Sounds like danger to life: look now' }),
    })
    .meta({ id: 'UnmatchedMessage' }),
);

/** What people wrote whose address no debtor has. */
@Controller('v1/unmatched-messages')
export class UnmatchedController {
  constructor(private readonly readUnmatched: ReadUnmatched) {}

  @Get()
  @Operation({
    allow: 'desk.read',
    summary: 'Messages from addresses that no debtor has, newest first',
    answers: unmatchedAnswer,
  })
  async list(
    @Caller() { scope }: Caller,
    @Query({ schema: pageQuery }) { cursor, limit }: z.infer<typeof pageQuery>,
  ): Promise<z.infer<typeof unmatchedAnswer>> {
    const key = decodeCursor(cursor, 1);
    const before = key === null ? null : idOf<InboundMessageId>(String(key[0]));
    const found = await this.readUnmatched.run(scope, { before, limit: limit + 1 });
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map(({ receivedAt, sentAt, maskedAddress, maskedText, ...message }) => ({
        ...message,
        receivedAt: toIso(receivedAt),
        sentAt: toIso(sentAt),
        addressMasked: maskedAddress,
        textMasked: maskedText,
      })),
      next: found.length > limit && last ? encodeCursor([last.id]) : null,
    };
  }
}
