import { SIMULATOR_CAPABILITIES } from '../../src/adapters/channels/simulator/simulator.gateway.js';
import { CsvTableFiles } from '../../src/adapters/intake/csv-table-files.js';
import { E164PhoneNumbers } from '../../src/adapters/intake/e164-phone-numbers.js';
import { Sha256Fingerprints } from '../../src/adapters/intake/sha256-fingerprints.js';
import { YamlLenderFiles } from '../../src/adapters/config-files/lender-file.js';
import { FilePolicyPacks } from '../../src/adapters/config-files/policy-packs.js';
import { FileTreatments } from '../../src/adapters/config-files/treatment-files.js';
import { FileTemplateStore } from '../../src/adapters/templating/file-template-store.js';
import { HandlebarsReader } from '../../src/adapters/templating/handlebars-reader.js';
import { AgreementCases } from '../../src/application/arrangement/agreement-cases.js';
import { RemindInstalments } from '../../src/application/arrangement/remind-instalments.js';
import { RemindPromises } from '../../src/application/arrangement/remind-promises.js';
import { SettleInstalments } from '../../src/application/arrangement/settle-instalments.js';
import { SettlePromises } from '../../src/application/arrangement/settle-promises.js';
import { OpenHandOff } from '../../src/application/desk/open-hand-off.js';
import { TakeOver } from '../../src/application/desk/take-over.js';
import { ApplyLender } from '../../src/application/intake/apply-lender.js';
import { ImportDebts } from '../../src/application/intake/import-debts.js';
import { ImportPayments } from '../../src/application/intake/import-payments.js';
import { ImportTable } from '../../src/application/intake/import-table.js';
import { MatchDebtors } from '../../src/application/intake/match-debtors.js';
import { TakeContactPoints } from '../../src/application/intake/take-contact-points.js';
import { TakeDebtRows } from '../../src/application/intake/take-debt-rows.js';
import { QueueMessages } from '../../src/application/outbound/queue-messages.js';
import { TemplatesInForce } from '../../src/application/outbound/templates-in-force.js';
import { ReceivePayment } from '../../src/application/payment/receive-payment.js';
import { RecordPayment } from '../../src/application/payment/record-payment.js';
import { ThankForPayment } from '../../src/application/payment/thank-for-payment.js';
import type {
  ChannelCapabilities,
  ProviderDescription,
} from '../../src/application/ports/channel-directory.js';
import { ChannelDirectory } from '../../src/application/ports/channel-directory.js';
import { Jobs } from '../../src/application/ports/jobs.js';
import type { TableFiles } from '../../src/application/ports/table-files.js';
import { OpenConversations } from '../../src/application/treatment/open-conversations.js';
import { PlanTouches } from '../../src/application/treatment/plan-touches.js';
import { ReadTreatmentsInForce } from '../../src/application/treatment/read-treatments-in-force.js';
import type { Channel } from '../../src/domain/shared/channel.js';
import type { OpenDatabase } from './databases.js';
import type { Repositories } from './repositories.js';
import { repositoriesOn } from './repositories.js';

/** Nothing is sent here, so nothing has to be woken. */
class SilentJobs extends Jobs {
  override enqueue(): Promise<void> {
    return Promise.resolve();
  }
}

/** Every channel is there; nothing is sent. */
class OpenChannels extends ChannelDirectory {
  override available(): Promise<readonly Channel[]> {
    return Promise.resolve(['wechat', 'sms', 'telegram', 'simulator']);
  }
  override providers(): readonly ProviderDescription[] {
    return [];
  }
  override checkSettings(_: string, settings: Readonly<Record<string, string>>) {
    return settings;
  }
  override capabilities(): ChannelCapabilities {
    return SIMULATOR_CAPABILITIES;
  }
}

export type Intake = ReturnType<typeof intakeOn>;

/** Takes away the lock on debtors, to show what it is for. */
export const unlocked = (real: Repositories['debtors']): Repositories['debtors'] => {
  const open = Object.create(real) as Repositories['debtors'];
  open.lock = () => Promise.resolve();
  return open;
};

/** Intake, treatment, payments and follow-ups on a real database, with the product's own treatments and templates. */
export const intakeOn = (
  database: Pick<OpenDatabase, 'unitOfWork' | 'ids' | 'clock' | 'eventLog' | 'cipher' | 'blindIndex'>,
  files: TableFiles = new CsvTableFiles(),
  decorate: (real: Repositories['debtors']) => Repositories['debtors'] = (real) => real,
) => {
  const { unitOfWork, ids, clock, eventLog } = database;
  const real = repositoriesOn(database);
  const repositories = { ...real, debtors: decorate(real.debtors) };
  const { debts, debtors, contactPoints, conversations, holds, lenders, messages, touches } = repositories;
  const { promises, arrangements, payments, handOffs, importRuns, templateVersions } = repositories;
  const fingerprints = new Sha256Fingerprints();
  const channels = new OpenChannels();
  const templates = new FileTemplateStore('templates', new FilePolicyPacks('config/contact-policies'));
  const queueMessages = new QueueMessages(
    messages,
    new TemplatesInForce(templates, repositories.revisions, new HandlebarsReader()),
    templateVersions,
    eventLog,
    new SilentJobs(),
    ids,
    clock,
  );
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
  const thankForPayment = new ThankForPayment(
    debtors,
    contactPoints,
    conversations,
    channels,
    queueMessages,
    clock,
  );
  const recordPayment = new RecordPayment(
    payments,
    debts,
    debtors,
    arrangements,
    promises,
    holds,
    messages,
    thankForPayment,
    eventLog,
    ids,
    clock,
  );
  const importTable = new ImportTable(files, importRuns, unitOfWork, eventLog, fingerprints, ids);
  const takeDebtRows = new TakeDebtRows(
    debts,
    new MatchDebtors(debtors, ids),
    new TakeContactPoints(contactPoints, ids),
    eventLog,
    fingerprints,
    ids,
    clock,
  );
  const cases = new AgreementCases(debts, debtors, lenders, contactPoints, conversations, channels, clock);
  return {
    ...repositories,
    applyLender: new ApplyLender(
      new YamlLenderFiles(),
      lenders,
      eventLog,
      ids,
      unitOfWork,
      repositories.revisions,
    ),
    importDebts: new ImportDebts(importTable, takeDebtRows, lenders, new E164PhoneNumbers(), unitOfWork),
    importPayments: new ImportPayments(
      importTable,
      new ReceivePayment(recordPayment, payments, repositories.unmatchedPayments, eventLog, ids, clock),
      lenders,
      debts,
      debtors,
      unitOfWork,
      clock,
    ),
    recordPayment,
    planTouches: new PlanTouches(
      unitOfWork,
      new ReadTreatmentsInForce(
        new FileTreatments('config/treatments', templates.names()),
        repositories.revisions,
        lenders,
        fingerprints,
      ),
      debts,
      debtors,
      contactPoints,
      holds,
      lenders,
      touches,
      channels,
      new OpenConversations(conversations, ids),
      queueMessages,
      eventLog,
      ids,
      clock,
    ),
    remindPromises: new RemindPromises(unitOfWork, promises, cases, queueMessages, clock),
    settlePromises: new SettlePromises(
      unitOfWork,
      promises,
      holds,
      cases,
      openHandOff,
      queueMessages,
      eventLog,
      clock,
    ),
    remindInstalments: new RemindInstalments(unitOfWork, arrangements, cases, queueMessages, clock),
    settleInstalments: new SettleInstalments(
      unitOfWork,
      arrangements,
      holds,
      cases,
      openHandOff,
      queueMessages,
      eventLog,
      clock,
    ),
  };
};
