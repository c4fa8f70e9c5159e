import { Body, Controller, Post } from '@nestjs/common';
import type { z } from 'zod';
import { AcceptInvitation } from '../../../application/people/accept-invitation.js';
import { Operation } from '../api/operation.js';
import { acceptBody, acceptedAnswer } from './invitation-schemas.js';

/** How somebody who was invited chooses a password. */
@Controller('v1/invitations')
export class InvitationsController {
  constructor(private readonly acceptInvitation: AcceptInvitation) {}

  @Post('accept')
  @Operation({ allow: 'anyone', summary: 'Accept an invitation with a password', answers: acceptedAnswer })
  async accept(
    @Body({ schema: acceptBody }) { token, password }: z.infer<typeof acceptBody>,
  ): Promise<z.infer<typeof acceptedAnswer>> {
    const { login } = await this.acceptInvitation.run(token, password);
    return { login };
  }
}
