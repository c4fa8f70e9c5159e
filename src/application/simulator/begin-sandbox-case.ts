import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { addDays, localDate } from '../../domain/calendar/local-date.js';
import { todayIn } from '../../domain/calendar/zone.js';
import type { Debt } from '../../domain/debt/debt.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import { reaches } from '../../domain/people/access.js';
import { PERSONAS } from '../../domain/sandbox/persona.js';
import type { SandboxCase, SandboxCaseDefinition, SandboxChannel } from '../../domain/sandbox/sandbox.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ContactPointId, DebtId, DebtorId } from '../../domain/shared/ids.js';
import type { Currency } from '../../domain/shared/money.js';
import { stableHash } from '../../domain/shared/stable-hash.js';
import { enrol } from '../../domain/treatment/plan-touches.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Debtors } from '../ports/debtors.js';
import { Debts } from '../ports/debts.js';
import { Ids } from '../ports/ids.js';
import { Lenders } from '../ports/lenders.js';
import { Sandboxes } from '../ports/sandboxes.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReadTreatmentsInForce } from '../treatment/read-treatments-in-force.js';
import type { InsideSandbox } from './enter-sandbox.js';

/** An invented person's facts; a right party is confirmed against them like any other's. */
export const INVENTED = { birthDate: localDate('1990-03-07'), idNumber: '110101199003070042' } as const;

/** A case without a reference gets one; a script has the one that its case had. */
export type SandboxCaseWish = Omit<SandboxCaseDefinition, 'reference'> & { readonly reference?: string };

const LOTS = Array.from({ length: 200 }, (_, index) => String(index + 1).padStart(3, '0'));

const NAMES = { 'zh-CN': '王小明', en: 'Ming Wang' } as const;
const CURRENCIES: Readonly<Record<string, string>> = { CN: 'CNY', US: 'USD', DE: 'EUR' };

/**
 * Invents a debtor with a debt in a sandbox; a case with that id that is there already stays. Throws
 * `LENDER.UNKNOWN`, `SANDBOX.FULL`.
 */
@Injectable()
export class BeginSandboxCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sandboxes: Sandboxes,
    private readonly lenders: Lenders,
    private readonly debtors: Debtors,
    private readonly debts: Debts,
    private readonly contactPoints: ContactPoints,
    private readonly treatmentsInForce: ReadTreatmentsInForce,
    private readonly ids: Ids,
  ) {}

  async run(
    owner: WorkScope,
    { sandbox, scope, hand }: InsideSandbox,
    wish: SandboxCaseWish,
    debtId: DebtId = this.ids.next<DebtId>(),
  ): Promise<SandboxCase> {
    const known = await this.unitOfWork.run(owner, () => this.sandboxes.caseOf(sandbox.id, debtId));
    if (known) return known;
    const definition = await this.unitOfWork.run(scope, async () => {
      const lender = await this.lenders.byCode(wish.lenderCode);
      if (!lender || !reaches(owner.reach, lender.id)) {
        throw new DomainError('LENDER.UNKNOWN', `There is no lender "${wish.lenderCode}".`);
      }
      const debtor = this.debtor(lender, wish);
      const debt = await this.debt(newDebt(debtId, debtor.id, lender, wish, hand.now), lender, hand.now);
      const key = { kind: 'reference', lenderId: lender.id, reference: debt.reference } as const;
      await this.debtors.add([{ key, debtor }]);
      await this.contactPoints.add([this.contactPoint(debtor, wish, lender, hand.now)]);
      await this.debts.add([{ debt, fingerprint: debtId }]);
      return { ...wish, reference: debt.reference };
    });
    const begun: SandboxCase = {
      debtId,
      sandboxId: sandbox.id,
      begunAt: hand.now,
      definition,
      steps: [],
      version: 1,
    };
    await this.unitOfWork.run(owner, () => this.sandboxes.addCase(begun));
    return begun;
  }

  /** With a reference that no other debt has and that draws an arm which is written to, where there is one. */
  private async debt(debt: Debt, lender: Lender, now: Instant): Promise<Debt> {
    const candidates =
      debt.reference === '' ? LOTS.map((lot) => ({ ...debt, reference: `SANDBOX-${lot}` })) : [debt];
    const taken = await this.debts.byReferences(
      lender.id,
      candidates.map(({ reference }) => reference),
    );
    const free = candidates.filter(({ reference }) => !taken.has(reference));
    const treatments = (await this.treatmentsInForce.run()).of(lender.id).map(({ treatment }) => treatment);
    const today = todayIn(now, lender.zone);
    const isWrittenTo = (candidate: Debt): boolean => {
      const enrolled = enrol({
        debt: candidate,
        lenderCode: lender.code,
        treatments,
        enrolments: [],
        today,
        now,
      });
      const { treatment, enrolment } = enrolled ?? {};
      return treatment?.experiment.arms.some(({ name, sends }) => sends && name === enrolment?.arm) ?? false;
    };
    const chosen = free.find(isWrittenTo) ?? free[0];
    if (chosen) return chosen;
    throw new DomainError('SANDBOX.FULL', 'This sandbox has as many cases of the lender as it can have.');
  }

  private debtor(lender: Lender, { locale }: SandboxCaseWish): Debtor {
    return {
      id: this.ids.next<DebtorId>(),
      name: NAMES[locale],
      checkFacts: INVENTED,
      locale,
      zones: [lender.zone],
      country: lender.country,
      preference: null,
      vulnerabilities: [],
      version: 1,
    };
  }

  private contactPoint(
    debtor: Debtor,
    { channel }: SandboxCaseWish,
    lender: Lender,
    now: Instant,
  ): ContactPoint {
    return {
      id: this.ids.next<ContactPointId>(),
      debtorId: debtor.id,
      channel,
      address: addressOf(channel, lender.country, debtor.id),
      position: 0,
      channelAccountId: null,
      provenance: 'contract',
      consent: { at: now, source: 'contract' },
      rightParty: { state: 'unconfirmed', failedTries: 0 },
      optedOutAt: null,
      unreachableAt: null,
      lastInboundAt: null,
      version: 1,
    };
  }
}

const newDebt = (
  id: DebtId,
  debtorId: DebtorId,
  lender: Lender,
  { persona, locale, reference = '' }: SandboxCaseWish,
  now: Instant,
): Debt => {
  const { daysPastDue, principalMinor, interestMinor } = PERSONAS[persona];
  return {
    id,
    lenderId: lender.id,
    debtorId,
    reference,
    product: locale === 'en' ? 'personal loan' : '消费贷款',
    currency: (CURRENCIES[lender.country] ?? 'EUR') as Currency,
    components: { principalMinor, interestMinor, feesMinor: 0, paidMinor: 0 },
    dueOn: addDays(todayIn(now, lender.zone), -daysPastDue),
    tenantRole: 'creditor',
    assignmentNoticeOn: null,
    state: 'open',
    closedAt: null,
    version: 1,
  };
};

/** An address that nobody has, unlike any other of the sandbox. */
const addressOf = (channel: SandboxChannel, country: string, seed: string): string => {
  const serial = String(stableHash(seed) % 1_000_000).padStart(6, '0');
  switch (channel) {
    case 'wechat':
      return `wxid_sandbox_${stableHash(seed)}`;
    case 'telegram':
      return String(7_000_000_000 + (stableHash(seed) % 1_000_000_000));
    case 'sms':
      return country === 'US' ? `+1212555${serial.slice(-4)}` : `+8613800${serial}`;
  }
};
