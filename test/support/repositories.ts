import { TypeormArrangements } from '../../src/adapters/persistence/repositories/arrangements.repository.js';
import { TypeormChannelAccounts } from '../../src/adapters/persistence/repositories/channel-accounts.repository.js';
import { TypeormColumnMappings } from '../../src/adapters/persistence/repositories/column-mappings.repository.js';
import { TypeormContactBudget } from '../../src/adapters/persistence/repositories/contact-budget.repository.js';
import { TypeormContactPoints } from '../../src/adapters/persistence/repositories/contact-points.repository.js';
import { TypeormConversations } from '../../src/adapters/persistence/repositories/conversations.repository.js';
import { TypeormDebtors } from '../../src/adapters/persistence/repositories/debtors.repository.js';
import { TypeormDebts } from '../../src/adapters/persistence/repositories/debts.repository.js';
import { TypeormDisputes } from '../../src/adapters/persistence/repositories/disputes.repository.js';
import { TypeormHandOffs } from '../../src/adapters/persistence/repositories/hand-offs.repository.js';
import { TypeormHolds } from '../../src/adapters/persistence/repositories/holds.repository.js';
import { TypeormImportRejections } from '../../src/adapters/persistence/repositories/import-rejections.repository.js';
import { TypeormImportRuns } from '../../src/adapters/persistence/repositories/import-runs.repository.js';
import { TypeormImports } from '../../src/adapters/persistence/repositories/imports.repository.js';
import { TypeormInboundMessages } from '../../src/adapters/persistence/repositories/inbound-messages.repository.js';
import { TypeormLenders } from '../../src/adapters/persistence/repositories/lenders.repository.js';
import { MessageClaims } from '../../src/adapters/persistence/repositories/message-claims.js';
import { MessageColumns } from '../../src/adapters/persistence/repositories/message-columns.js';
import { TypeormMessages } from '../../src/adapters/persistence/repositories/messages.repository.js';
import { TypeormPaymentSources } from '../../src/adapters/persistence/repositories/payment-sources.repository.js';
import { TypeormPayments } from '../../src/adapters/persistence/repositories/payments.repository.js';
import { TypeormPendingReceipts } from '../../src/adapters/persistence/repositories/pending-receipts.repository.js';
import { TypeormPromises } from '../../src/adapters/persistence/repositories/promises.repository.js';
import { TypeormRevisions } from '../../src/adapters/persistence/repositories/revisions.repository.js';
import { TypeormSendAttempts } from '../../src/adapters/persistence/repositories/send-attempts.repository.js';
import { TypeormTemplateVersions } from '../../src/adapters/persistence/repositories/template-versions.repository.js';
import { TenantRows } from '../../src/adapters/persistence/repositories/tenant-rows.js';
import { TypeormTouches } from '../../src/adapters/persistence/repositories/touches.repository.js';
import { TypeormUnmatchedPayments } from '../../src/adapters/persistence/repositories/unmatched-payments.repository.js';
import { TypeormUploads } from '../../src/adapters/persistence/repositories/uploads.repository.js';
import { TypeormVerdicts } from '../../src/adapters/persistence/repositories/verdicts.repository.js';
import type { OpenDatabase } from './databases.js';

/** Every repository of the business, on an open database. */
export const repositoriesOn = ({
  unitOfWork,
  cipher,
  blindIndex,
}: Pick<OpenDatabase, 'unitOfWork' | 'cipher' | 'blindIndex'>) => {
  const rows = new TenantRows(unitOfWork);
  const debtors = new TypeormDebtors(rows, cipher, blindIndex);
  return {
    lenders: new TypeormLenders(rows),
    debtors,
    debts: new TypeormDebts(rows),
    contactPoints: new TypeormContactPoints(rows, cipher, blindIndex),
    holds: new TypeormHolds(rows, cipher),
    touches: new TypeormTouches(rows),
    messages: new TypeormMessages(rows, new MessageColumns(rows, cipher), new MessageClaims(rows, debtors)),
    attempts: new TypeormSendAttempts(rows, cipher),
    pendingReceipts: new TypeormPendingReceipts(rows, cipher),
    verdicts: new TypeormVerdicts(rows),
    budget: new TypeormContactBudget(rows),
    conversations: new TypeormConversations(rows, cipher),
    inbound: new TypeormInboundMessages(rows, cipher),
    promises: new TypeormPromises(rows),
    arrangements: new TypeormArrangements(rows),
    payments: new TypeormPayments(rows),
    disputes: new TypeormDisputes(rows),
    handOffs: new TypeormHandOffs(rows, cipher),
    accounts: new TypeormChannelAccounts(rows, cipher),
    importRuns: new TypeormImportRuns(rows),
    uploads: new TypeormUploads(rows, cipher),
    imports: new TypeormImports(rows, cipher),
    importRejections: new TypeormImportRejections(rows, cipher),
    columnMappings: new TypeormColumnMappings(rows, cipher),
    paymentSources: new TypeormPaymentSources(rows, cipher),
    unmatchedPayments: new TypeormUnmatchedPayments(rows, cipher),
    templateVersions: new TypeormTemplateVersions(rows),
    revisions: new TypeormRevisions(rows, cipher),
  };
};

export type Repositories = ReturnType<typeof repositoriesOn>;
