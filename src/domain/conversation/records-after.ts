import type { Instant } from '../calendar/instant.js';
import type { ContactPoint } from '../debtor/contact-point.js';
import type { Debtor } from '../debtor/debtor.js';
import type { Action } from './action.js';

/** The contact point a message came from, once the decision about it is carried out. */
export const contactPointAfter = (
  contactPoint: ContactPoint,
  actions: readonly Action[],
  receivedAt: Instant,
  now: Instant,
): ContactPoint =>
  actions.reduce<ContactPoint>(
    (point, action) => {
      if (action.kind === 'confirm-right-party') {
        const { expiresAt } = action;
        return { ...point, rightParty: { state: 'confirmed', method: 'two-facts', at: now, expiresAt } };
      }
      if (action.kind === 'count-failed-check') {
        const failedBefore = point.rightParty.state === 'unconfirmed' ? point.rightParty.failedTries : 0;
        return { ...point, rightParty: { state: 'unconfirmed', failedTries: failedBefore + 1 } };
      }
      if (action.kind === 'mark-wrong-party') return { ...point, rightParty: { state: 'wrong', at: now } };
      if (action.kind === 'opt-out') return { ...point, optedOutAt: point.optedOutAt ?? now };
      return point;
    },
    { ...contactPoint, lastInboundAt: receivedAt },
  );

/** The debtor, once the decision is carried out; the same object when nothing changed. */
export const debtorAfter = (debtor: Debtor, actions: readonly Action[]): Debtor =>
  actions.reduce((person, action) => {
    if (action.kind === 'record-preference') return { ...person, preference: action.preference };
    if (action.kind === 'record-vulnerability') {
      return { ...person, vulnerabilities: [...new Set([...person.vulnerabilities, action.sign])] };
    }
    return person;
  }, debtor);
