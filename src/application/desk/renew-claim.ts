import { Injectable } from '@nestjs/common';
import type { HandOff } from '../../domain/conversation/hand-off.js';
import type { ConversationId } from '../../domain/shared/ids.js';
import { staffLogin } from '../people/staff-login.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { HeldItem } from './held-item.js';

/** The sign of life of whoever reads or types: the lease begins anew. */
@Injectable()
export class RenewClaim {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly heldItem: HeldItem,
  ) {}

  run(scope: WorkScope, id: ConversationId): Promise<HandOff> {
    const login = staffLogin(scope);
    return this.unitOfWork.run(scope, () => this.heldItem.ofConversation(id, login));
  }
}
