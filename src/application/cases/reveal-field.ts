import { Injectable } from '@nestjs/common';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import { maskPersonText } from '../../domain/debtor/mask-person-text.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ContactPointId, DebtId } from '../../domain/shared/ids.js';
import { staffLogin } from '../people/staff-login.js';
import { ContactPoints } from '../ports/contact-points.js';
import { EventLog } from '../ports/event-log.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachedCase } from './reached-case.js';

/** `address`: any contact point; `phone`: a telephone number, the first unless said which. */
export const REVEALED_FIELDS = ['phone', 'id-number', 'name', 'address'] as const;
export type RevealedField = (typeof REVEALED_FIELDS)[number];

export interface RevealRequest {
  readonly field: RevealedField;
  readonly contactPointId: ContactPointId | null;
  readonly reason: string;
}

interface Secret {
  readonly value: string;
  readonly contactPointId: ContactPointId | null;
}

/**
 * Shows one value of a person to somebody who says why. What was shown to whom is committed to the log before the
 * value leaves; an answer that is lost on its way was shown all the same.
 */
@Injectable()
export class RevealField {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedCase,
    private readonly contactPoints: ContactPoints,
    private readonly events: EventLog,
  ) {}

  /** Throws `CASE.UNKNOWN`, `CASE.NOTHING_TO_REVEAL`, `CONTACT_POINT.UNKNOWN` or `ACCESS.PERSON_NEEDED`. */
  run(scope: WorkScope, id: DebtId, request: RevealRequest): Promise<string> {
    staffLogin(scope);
    return this.unitOfWork.run(scope, async () => {
      const { debt, debtor } = await this.reached.of(id);
      const { value, contactPointId } = await this.secret(debtor, request);
      await this.events.append([
        {
          type: 'case.revealed',
          subjects: {
            debt: debt.id,
            debtor: debtor.id,
            lender: debt.lenderId,
            ...(contactPointId === null ? {} : { contactPoint: contactPointId }),
          },
          reason: maskPersonText(request.reason, debtor),
          payload: { field: request.field },
        },
      ]);
      return value;
    });
  }

  private async secret(debtor: Debtor, { field, contactPointId }: RevealRequest): Promise<Secret> {
    switch (field) {
      case 'name':
        return known(debtor.name);
      case 'id-number':
        return known(debtor.checkFacts.idNumber);
      case 'phone':
      case 'address': {
        const point = await this.contactPoint(debtor, field, contactPointId);
        return { value: point.address, contactPointId: point.id };
      }
    }
  }

  private async contactPoint(
    debtor: Debtor,
    field: RevealedField,
    id: ContactPointId | null,
  ): Promise<ContactPoint> {
    const points = await this.contactPoints.ofDebtors([debtor.id]);
    const eligible = field === 'phone' ? points.filter(({ channel }) => channel === 'sms') : points;
    if (id === null && field === 'address') {
      throw new DomainError('CASE.CONTACT_POINT_MISSING', 'Say which contact point is to be revealed.');
    }
    const found = id === null ? eligible[0] : eligible.find((point) => point.id === id);
    if (found) return found;
    if (id === null) throw nothing();
    throw new DomainError('CONTACT_POINT.UNKNOWN', 'The person of this case has no such contact point.');
  }
}

const known = (value: string | null): Secret => {
  if (value === null) throw nothing();
  return { value, contactPointId: null };
};

const nothing = (): DomainError =>
  new DomainError('CASE.NOTHING_TO_REVEAL', 'Nothing of that kind is known of the person of this case.');
