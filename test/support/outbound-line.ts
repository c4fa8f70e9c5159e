import { FilePolicyPacks } from '../../src/adapters/config-files/policy-packs.js';
import {
  ChannelRegistry,
  RegisteredChannelDirectory,
  RegisteredChannelGateways,
} from '../../src/adapters/channels/channel-registry.js';
import type { ProviderRegistration } from '../../src/adapters/channels/channel-registry.js';
import type { BlindIndex } from '../../src/adapters/persistence/blind-index.js';
import type { FieldCipher } from '../../src/adapters/persistence/field-cipher.js';
import { TypeormChannelAccounts } from '../../src/adapters/persistence/repositories/channel-accounts.repository.js';
import { TypeormContactBudget } from '../../src/adapters/persistence/repositories/contact-budget.repository.js';
import { TypeormContactPoints } from '../../src/adapters/persistence/repositories/contact-points.repository.js';
import { TypeormConversations } from '../../src/adapters/persistence/repositories/conversations.repository.js';
import { TypeormDebtors } from '../../src/adapters/persistence/repositories/debtors.repository.js';
import { TypeormDebts } from '../../src/adapters/persistence/repositories/debts.repository.js';
import { TypeormHandOffs } from '../../src/adapters/persistence/repositories/hand-offs.repository.js';
import { TypeormHolds } from '../../src/adapters/persistence/repositories/holds.repository.js';
import { TypeormInboundMessages } from '../../src/adapters/persistence/repositories/inbound-messages.repository.js';
import { TypeormLenders } from '../../src/adapters/persistence/repositories/lenders.repository.js';
import { MessageClaims } from '../../src/adapters/persistence/repositories/message-claims.js';
import { MessageColumns } from '../../src/adapters/persistence/repositories/message-columns.js';
import { TypeormMessages } from '../../src/adapters/persistence/repositories/messages.repository.js';
import { TypeormPendingReceipts } from '../../src/adapters/persistence/repositories/pending-receipts.repository.js';
import { TypeormRevisions } from '../../src/adapters/persistence/repositories/revisions.repository.js';
import { TypeormSendAttempts } from '../../src/adapters/persistence/repositories/send-attempts.repository.js';
import { TypeormTemplateVersions } from '../../src/adapters/persistence/repositories/template-versions.repository.js';
import { TenantRows } from '../../src/adapters/persistence/repositories/tenant-rows.js';
import { TypeormVerdicts } from '../../src/adapters/persistence/repositories/verdicts.repository.js';
import type { TypeormEventLog } from '../../src/adapters/persistence/typeorm-event-log.js';
import type { TypeormUnitOfWork } from '../../src/adapters/persistence/unit-of-work.js';
import { ConfiguredCrisisLines } from '../../src/adapters/templating/configured-crisis-lines.js';
import { FileTemplateStore } from '../../src/adapters/templating/file-template-store.js';
import { HandlebarsReader } from '../../src/adapters/templating/handlebars-reader.js';
import { HandlebarsRenderer } from '../../src/adapters/templating/handlebars-renderer.js';
import { OpenHandOff } from '../../src/application/desk/open-hand-off.js';
import { TakeOver } from '../../src/application/desk/take-over.js';
import { OpenAccountBook } from '../../src/application/outbound/choose-channel-account.js';
import { ComposeText } from '../../src/application/outbound/compose-text.js';
import { FallBack } from '../../src/application/outbound/fall-back.js';
import { GatherSenders } from '../../src/application/outbound/gather-senders.js';
import { OpenConversations } from '../../src/application/treatment/open-conversations.js';
import { ReadChannelOrders } from '../../src/application/treatment/read-channel-orders.js';
import { ReadTreatmentsInForce } from '../../src/application/treatment/read-treatments-in-force.js';
import { Treatments } from '../../src/application/ports/treatments.js';
import type { Treatment } from '../../src/domain/treatment/treatment.js';
import { Sha256Fingerprints } from '../../src/adapters/intake/sha256-fingerprints.js';
import { SqlAccountLoads } from '../../src/adapters/persistence/repositories/account-loads.repository.js';
import { TypeormAccountLog } from '../../src/adapters/persistence/repositories/account-log.repository.js';
import { TypeormMessageParts } from '../../src/adapters/persistence/repositories/message-parts.repository.js';
import { TypeormTouches } from '../../src/adapters/persistence/repositories/touches.repository.js';
import { DispatchMessages } from '../../src/application/outbound/dispatch-messages.js';
import { GatherFacts } from '../../src/application/outbound/gather-facts.js';
import { JudgeMessages } from '../../src/application/outbound/judge-messages.js';
import { OutboundPipeline } from '../../src/application/outbound/outbound.pipeline.js';
import { QueueMessages } from '../../src/application/outbound/queue-messages.js';
import { ReconcileUnknown } from '../../src/application/outbound/reconcile-unknown.js';
import { RecordJudgements } from '../../src/application/outbound/record-judgements.js';
import { RecordOutcomes } from '../../src/application/outbound/record-outcomes.js';
import { RecordReceipts } from '../../src/application/outbound/record-receipts.js';
import { RecordRefusals } from '../../src/application/outbound/record-refusals.js';
import { ReleaseDeferred } from '../../src/application/outbound/release-deferred.js';
import { SendTexts } from '../../src/application/outbound/send-texts.js';
import { SettlePendingReceipts } from '../../src/application/outbound/settle-pending-receipts.js';
import { TemplatesInForce } from '../../src/application/outbound/templates-in-force.js';
import { ClaimLease } from '../../src/application/outbound/claim-lease.js';
import type { Clock } from '../../src/application/ports/clock.js';
import { MINUTE } from '../../src/domain/calendar/instant.js';
import type { ContactBudget } from '../../src/application/ports/contact-budget.js';
import type { Debtors } from '../../src/application/ports/debtors.js';
import type { Ids } from '../../src/application/ports/ids.js';
import { Jobs } from '../../src/application/ports/jobs.js';

export interface LineFoundations {
  readonly unitOfWork: TypeormUnitOfWork;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly cipher: FieldCipher;
  readonly blindIndex: BlindIndex;
  readonly eventLog: TypeormEventLog;
}

/** Ports that a test may stand in front of. */
export interface LineDecorators {
  readonly debtors?: (real: Debtors) => Debtors;
  readonly budget?: (real: ContactBudget) => ContactBudget;
  readonly jobs?: Jobs;
  readonly treatments?: readonly Treatment[];
}

/** The line is run by hand here, so nothing has to wake it. */
class SilentJobs extends Jobs {
  override enqueue(): Promise<void> {
    return Promise.resolve();
  }
}

class GivenTreatments extends Treatments {
  constructor(private readonly given: readonly Treatment[]) {
    super();
  }

  override all(): readonly Treatment[] {
    return this.given;
  }
}

export type OutboundLine = ReturnType<typeof outboundLine>;

/** The real outbound line on a real database, put together by hand: only the jobs are missing. */
export function outboundLine(
  { unitOfWork, ids, clock, cipher, blindIndex, eventLog }: LineFoundations,
  providers: readonly ProviderRegistration[],
  decorators: LineDecorators = {},
) {
  const rows = new TenantRows(unitOfWork);
  const realDebtors = new TypeormDebtors(rows, cipher, blindIndex);
  const debtors = decorators.debtors?.(realDebtors) ?? realDebtors;
  const realBudget = new TypeormContactBudget(rows);
  const budget = decorators.budget?.(realBudget) ?? realBudget;
  const contactPoints = new TypeormContactPoints(rows, cipher, blindIndex);
  const debts = new TypeormDebts(rows);
  const lenders = new TypeormLenders(rows);
  const holds = new TypeormHolds(rows, cipher);
  const conversations = new TypeormConversations(rows, cipher);
  const inbound = new TypeormInboundMessages(rows, cipher);
  const messages = new TypeormMessages(
    rows,
    new MessageColumns(rows, cipher),
    new MessageClaims(rows, debtors),
  );
  const attempts = new TypeormSendAttempts(rows, cipher);
  const verdicts = new TypeormVerdicts(rows);
  const templateVersions = new TypeormTemplateVersions(rows);
  const pending = new TypeormPendingReceipts(rows, cipher);
  const accounts = new TypeormChannelAccounts(rows, cipher);
  const handOffs = new TypeormHandOffs(rows, cipher);
  const parts = new TypeormMessageParts(rows);
  const loads = new SqlAccountLoads(rows);
  const touches = new TypeormTouches(rows);
  const accountLog = new TypeormAccountLog(rows, cipher, ids);
  const jobs = decorators.jobs ?? new SilentJobs();
  const treatments = new GivenTreatments(decorators.treatments ?? []);

  const packs = new FilePolicyPacks('config/contact-policies');
  const templates = new FileTemplateStore('templates', packs);
  const revisions = new TypeormRevisions(rows, cipher);
  const inForce = new TemplatesInForce(templates, revisions, new HandlebarsReader());
  const registry = new ChannelRegistry(providers);
  const gateways = new RegisteredChannelGateways(registry);
  const directory = new RegisteredChannelDirectory(registry, accounts);

  const takeOver = new TakeOver(conversations, holds, messages, eventLog, ids, clock);
  const openHandOff = new OpenHandOff(
    handOffs,
    conversations,
    contactPoints,
    lenders,
    eventLog,
    takeOver,
    ids,
    clock,
  );
  const queueMessages = new QueueMessages(messages, inForce, templateVersions, eventLog, jobs, ids, clock);
  const refusals = new RecordRefusals(contactPoints, messages, holds, eventLog, openHandOff, ids);
  const openAccountBook = new OpenAccountBook(accounts, gateways, directory);
  const gatherFacts = new GatherFacts(
    debtors,
    contactPoints,
    debts,
    lenders,
    holds,
    budget,
    messages,
    inbound,
    templateVersions,
  );
  const judge = new JudgeMessages(
    packs,
    inForce,
    openAccountBook,
    new GatherSenders(loads, directory),
    new ComposeText(new HandlebarsRenderer(), packs),
    new ConfiguredCrisisLines({ CN: '12356', US: '988' }),
  );
  const fallBack = new FallBack(
    touches,
    new ReadChannelOrders(
      new ReadTreatmentsInForce(treatments, revisions, lenders, new Sha256Fingerprints()),
      revisions,
    ),
    contactPoints,
    holds,
    messages,
    templateVersions,
    openAccountBook,
    gatherFacts,
    judge,
    new OpenConversations(conversations, ids),
    queueMessages,
    eventLog,
  );
  const pipeline = new OutboundPipeline(
    unitOfWork,
    messages,
    debtors,
    gatherFacts,
    judge,
    new RecordJudgements(
      messages,
      attempts,
      verdicts,
      budget,
      loads,
      templateVersions,
      eventLog,
      openHandOff,
      fallBack,
      ids,
    ),
    new SendTexts(gateways, directory, new ClaimLease(MINUTE), clock),
    new RecordOutcomes(
      debtors,
      messages,
      attempts,
      budget,
      eventLog,
      jobs,
      refusals,
      parts,
      contactPoints,
      fallBack,
    ),
    ids,
    clock,
  );
  const receipts = new RecordReceipts(
    unitOfWork,
    attempts,
    parts,
    messages,
    debtors,
    pending,
    eventLog,
    fallBack,
    clock,
  );
  const release = new ReleaseDeferred(unitOfWork, messages, jobs, clock);
  return {
    dispatch: new DispatchMessages(pipeline, release),
    pipeline,
    queueMessages,
    receipts,
    settlePending: new SettlePendingReceipts(unitOfWork, pending, attempts, parts, receipts, clock),
    release,
    reconcile: new ReconcileUnknown(
      unitOfWork,
      messages,
      debtors,
      attempts,
      parts,
      accounts,
      gateways,
      budget,
      eventLog,
      refusals,
      clock,
    ),
    packs,
    templates,
    revisions,
    debtors,
    contactPoints,
    debts,
    lenders,
    holds,
    conversations,
    inbound,
    messages,
    attempts,
    verdicts,
    budget,
    pending,
    accounts,
    accountLog,
    touches,
    parts,
    handOffs,
    templateVersions,
    eventLog,
  };
}
