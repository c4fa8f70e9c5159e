import { Injectable } from '@nestjs/common';
import { MINUTE } from '../../domain/calendar/instant.js';
import type { TenantId } from '../../domain/shared/ids.js';
import { groupBy } from '../../domain/shared/group-by.js';
import { AuditTrail } from '../ports/audit-trail.js';
import type { Confirmation, HandOver } from '../ports/audit-trail.js';
import { Debtors } from '../ports/debtors.js';
import { EventLog } from '../ports/event-log.js';
import { InboundMessages } from '../ports/inbound-messages.js';
import { Lenders } from '../ports/lenders.js';
import { PolicyPacks } from '../ports/policy-packs.js';
import { TemplateVersions } from '../ports/template-versions.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { capsBroken, isOutsideWindow } from './recount-contacts.js';
import type { AuditedContact } from './recount-contacts.js';

/** One promise of Parley, and how often it was found broken. */
export interface InvariantResult {
  readonly name: string;
  readonly checked: number;
  readonly broken: number;
}

const PAGE = 1_000;
const SEAL_BATCH = 5_000;

/**
 * Recounts, from what is stored and without asking the contact policy, whether the guarantees held: windows, caps,
 * nothing twice, nothing revealed to an unconfirmed person, a ledger that adds up, an event chain that verifies.
 */
@Injectable()
export class CheckInvariants {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly trail: AuditTrail,
    private readonly debtors: Debtors,
    private readonly lenders: Lenders,
    private readonly inbound: InboundMessages,
    private readonly templates: TemplateVersions,
    private readonly packs: PolicyPacks,
    private readonly events: EventLog,
  ) {}

  async run(tenantId: TenantId): Promise<InvariantResult[]> {
    const scope = { tenantId, actor: { kind: 'system', name: 'audit' } } as const;
    const handOvers = await this.unitOfWork.run(scope, () => this.allHandOvers());
    const proactive = await this.unitOfWork.run(scope, () => this.proactive(handOvers));
    return this.unitOfWork.run(scope, async () => {
      const byDebtor = groupBy(proactive, (contact) => contact.handOver.message.debtorId);
      const ledger = await this.trail.ledgerFaults();
      return [
        {
          name: 'inside the contact window',
          checked: proactive.length,
          broken: proactive.filter(isOutsideWindow).length,
        },
        {
          name: 'within every cap',
          checked: proactive.length,
          broken: [...byDebtor.values()].reduce((sum, contacts) => sum + capsBroken(contacts), 0),
        },
        { name: 'nothing sent twice', checked: handOvers.length, broken: sentTwice(handOvers) },
        {
          name: 'no debt told to an unconfirmed person',
          checked: handOvers.length,
          broken: await this.revealedTooEarly(handOvers),
        },
        {
          name: 'ledger adds up',
          checked: 3,
          broken: ledger.debts + ledger.payments + ledger.arrangements,
        },
        { name: 'every message explained', checked: 1, broken: await this.trail.unexplained() },
        await this.chain(),
      ];
    });
  }

  /** Of what took the outbound line: what people type elsewhere is not Parley's to keep within rules. */
  private async allHandOvers(): Promise<HandOver[]> {
    const all: HandOver[] = [];
    for (let last: string | null = null; ;) {
      const page: HandOver[] = await this.trail.handOvers(last, PAGE);
      all.push(...page.filter(({ message }) => message.origin !== 'elsewhere'));
      last = page.at(-1)?.attemptId ?? null;
      if (page.length < PAGE) return all;
    }
  }

  /** What counts against windows and caps: all that was not an answer within the reply's life. */
  private async proactive(handOvers: readonly HandOver[]): Promise<AuditedContact[]> {
    const debtors = await this.debtors.byIds(distinct(handOvers.map((one) => one.message.debtorId)));
    const lenders = await this.lenders.byIds(distinct(handOvers.map((one) => one.message.lenderId)));
    const answered = await this.inbound.byIds(
      distinct(handOvers.flatMap((one) => one.message.answersId ?? [])),
    );
    return handOvers.flatMap((handOver): AuditedContact[] => {
      const { message, outcome, at } = handOver;
      const debtor = debtors.get(message.debtorId);
      const lender = lenders.get(message.lenderId);
      const taken = outcome !== 'refused' && outcome !== 'retry';
      if (!debtor || !lender || !taken) return [];
      if (message.purpose === 'receipt' || message.purpose === 'confirmation') return [];
      const policy = this.packs.resolve(lender.country, debtor.country);
      const inbound = message.answersId ? answered.get(message.answersId) : undefined;
      if (inbound && at - inbound.receivedAt <= policy.replyPolicy.ttlMinutes * MINUTE) return [];
      return [{ handOver, zones: debtor.zones, policy }];
    });
  }

  private async revealedTooEarly(handOvers: readonly HandOver[]): Promise<number> {
    const versions = await this.templates.byIds(
      distinct(handOvers.map((one) => one.message.templateVersionId)),
    );
    const confirmations = groupBy(
      await this.trail.confirmations(),
      (confirmation) => confirmation.contactPointId,
    );
    return handOvers.filter(({ message, at }) => {
      if (!versions.get(message.templateVersionId)?.revealsDebt) return false;
      const spans: readonly Confirmation[] = confirmations.get(message.contactPointId) ?? [];
      return !spans.some((span) => span.from <= at && at < span.until);
    }).length;
  }

  private async chain(): Promise<InvariantResult> {
    while ((await this.events.seal(SEAL_BATCH)) > 0);
    const chain = await this.events.verify();
    return {
      name: 'event chain verifies',
      checked: chain.intact ? chain.sealed : chain.brokenAt,
      broken: chain.intact && chain.unsealed === 0 ? 0 : 1,
    };
  }
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Messages with two hand-overs that may both have arrived. */
const sentTwice = (handOvers: readonly HandOver[]): number => {
  const taken = handOvers.filter(({ outcome }) => outcome !== 'refused' && outcome !== 'retry');
  return taken.length - new Set(taken.map((one) => one.messageId)).size;
};
