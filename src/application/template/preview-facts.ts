import type { ContactFacts } from '../../domain/contact-policy/contact-facts.js';
import { outstanding } from '../../domain/debt/debt.js';
import type { Channel } from '../../domain/shared/channel.js';
import { idOf } from '../../domain/shared/ids.js';
import type { Template } from '../../domain/template/template.js';
import type { Case } from '../outbound/case-fields.js';

/** The facts by which the packs say which disclosures a text must carry: as the first message, or as a later one. */
export function previewFacts(
  template: Template,
  { debtor, lender, debt }: Case,
  channel: Channel,
  moment: 'first' | 'later',
): ContactFacts {
  const before = moment === 'first' ? 0 : 1;
  return {
    message: {
      id: idOf('preview'),
      origin: template.purpose === 'reactive' ? 'reply' : 'cadence',
      purpose: template.purpose,
      channel,
      revealsDebt: template.revealsDebt,
      demands: template.demands,
      replyContent: template.replyContent,
      answersReceivedAt: null,
      repliesGivenToAnswered: 0,
      idleRepliesLastHour: 0,
    },
    debtorId: debtor.id,
    lenderId: lender.id,
    debtId: debt?.id ?? null,
    debt: debt && {
      outstandingMinor: outstanding(debt).minor,
      tenantRole: debt.tenantRole,
      assignmentNotified: true,
      dueOn: debt.dueOn,
    },
    contactPoint: {
      id: idOf('preview'),
      provenance: 'contract',
      consent: null,
      rightParty: { state: 'unconfirmed', failedTries: 0 },
      optedOut: false,
      unreachable: false,
      lastInboundAt: null,
      debtorInitiated: false,
    },
    optOutUnderReview: false,
    holds: [],
    zones: debtor.zones,
    preference: null,
    budget: [],
    sentBefore: before,
    revealedBefore: before,
  };
}
