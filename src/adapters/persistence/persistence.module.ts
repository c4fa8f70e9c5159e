import { Global, Module, type Abstract, type Type } from '@nestjs/common';
import { ApiKeys } from '../../application/ports/api-keys.js';
import { Approvals } from '../../application/ports/approvals.js';
import { Arrangements } from '../../application/ports/arrangements.js';
import { AuditTrail } from '../../application/ports/audit-trail.js';
import { Cases } from '../../application/ports/cases.js';
import { ChannelAccounts } from '../../application/ports/channel-accounts.js';
import { ColumnMappings } from '../../application/ports/column-mappings.js';
import { ContactBudget } from '../../application/ports/contact-budget.js';
import { ContactPoints } from '../../application/ports/contact-points.js';
import { ConversationRecords } from '../../application/ports/conversation-records.js';
import { Conversations } from '../../application/ports/conversations.js';
import { Debtors } from '../../application/ports/debtors.js';
import { Debts } from '../../application/ports/debts.js';
import { DeskQueue } from '../../application/ports/desk-queue.js';
import { DeskStaff } from '../../application/ports/desk-staff.js';
import { Disputes } from '../../application/ports/disputes.js';
import { Drafts } from '../../application/ports/drafts.js';
import { HandOffs } from '../../application/ports/hand-offs.js';
import { Holds } from '../../application/ports/holds.js';
import { IdempotencyKeys } from '../../application/ports/idempotency-keys.js';
import { ImportRejections } from '../../application/ports/import-rejections.js';
import { ImportRuns } from '../../application/ports/import-runs.js';
import { Imports } from '../../application/ports/imports.js';
import { InboundMessages } from '../../application/ports/inbound-messages.js';
import { InsightFigures } from '../../application/ports/insight-figures.js';
import { Lenders } from '../../application/ports/lenders.js';
import { Messages } from '../../application/ports/messages.js';
import { Notes } from '../../application/ports/notes.js';
import { OpenDebtFigures } from '../../application/ports/open-debt-figures.js';
import { PaymentSources } from '../../application/ports/payment-sources.js';
import { OddCases } from '../../application/ports/odd-cases.js';
import { Payments } from '../../application/ports/payments.js';
import { PendingReceipts } from '../../application/ports/pending-receipts.js';
import { People } from '../../application/ports/people.js';
import { PlanQuotes } from '../../application/ports/plan-quotes.js';
import { PortfolioFigures } from '../../application/ports/portfolio-figures.js';
import { Promises } from '../../application/ports/promises.js';
import { Revisions } from '../../application/ports/revisions.js';
import { Sandboxes } from '../../application/ports/sandboxes.js';
import { SavedReplies } from '../../application/ports/saved-replies.js';
import { SendAttempts } from '../../application/ports/send-attempts.js';
import { Sessions } from '../../application/ports/sessions.js';
import { TemplateUsage } from '../../application/ports/template-usage.js';
import { TemplateVersions } from '../../application/ports/template-versions.js';
import { Touches } from '../../application/ports/touches.js';
import { UnmatchedPayments } from '../../application/ports/unmatched-payments.js';
import { Uploads } from '../../application/ports/uploads.js';
import { Verdicts } from '../../application/ports/verdicts.js';
import { PersistenceCoreModule } from './persistence-core.module.js';
import { TypeormApiKeys } from './repositories/api-keys.repository.js';
import { TypeormApprovals } from './repositories/approvals.repository.js';
import { TypeormArrangements } from './repositories/arrangements.repository.js';
import { SqlAuditTrail } from './repositories/audit-trail.repository.js';
import { CaseSearch } from './repositories/case-search.js';
import { SqlCases } from './repositories/cases.repository.js';
import { TypeormChannelAccounts } from './repositories/channel-accounts.repository.js';
import { TypeormColumnMappings } from './repositories/column-mappings.repository.js';
import { TypeormContactBudget } from './repositories/contact-budget.repository.js';
import { TypeormContactPoints } from './repositories/contact-points.repository.js';
import { TypeormConversationRecords } from './repositories/conversation-records.repository.js';
import { TypeormConversations } from './repositories/conversations.repository.js';
import { TypeormDebtors } from './repositories/debtors.repository.js';
import { TypeormDebts } from './repositories/debts.repository.js';
import { SqlDeskQueue } from './repositories/desk-queue.repository.js';
import { DeskRows } from './repositories/desk-rows.js';
import { TypeormDeskStaff } from './repositories/desk-staff.repository.js';
import { TypeormDisputes } from './repositories/disputes.repository.js';
import { TypeormDrafts } from './repositories/drafts.repository.js';
import { TypeormHandOffs } from './repositories/hand-offs.repository.js';
import { TypeormHolds } from './repositories/holds.repository.js';
import { TypeormIdempotencyKeys } from './repositories/idempotency-keys.repository.js';
import { TypeormImportRejections } from './repositories/import-rejections.repository.js';
import { TypeormImportRuns } from './repositories/import-runs.repository.js';
import { TypeormImports } from './repositories/imports.repository.js';
import { TypeormInboundMessages } from './repositories/inbound-messages.repository.js';
import { SqlInsightFigures } from './repositories/insight-figures.repository.js';
import { TypeormLenders } from './repositories/lenders.repository.js';
import { MessageClaims } from './repositories/message-claims.js';
import { MessageColumns } from './repositories/message-columns.js';
import { TypeormMessages } from './repositories/messages.repository.js';
import { TypeormNotes } from './repositories/notes.repository.js';
import { TypeormPaymentSources } from './repositories/payment-sources.repository.js';
import { SqlOpenDebtFigures } from './repositories/open-debt-figures.repository.js';
import { SqlOddCases } from './repositories/odd-cases.repository.js';
import { TypeormPayments } from './repositories/payments.repository.js';
import { TypeormPendingReceipts } from './repositories/pending-receipts.repository.js';
import { TypeormPeople } from './repositories/people.repository.js';
import { TypeormPlanQuotes } from './repositories/plan-quotes.repository.js';
import { SqlPortfolioFigures } from './repositories/portfolio-figures.repository.js';
import { TypeormPromises } from './repositories/promises.repository.js';
import { TypeormRevisions } from './repositories/revisions.repository.js';
import { TypeormSandboxes } from './repositories/sandboxes.repository.js';
import { TypeormSavedReplies } from './repositories/saved-replies.repository.js';
import { TypeormSendAttempts } from './repositories/send-attempts.repository.js';
import { TypeormSessions } from './repositories/sessions.repository.js';
import { SqlTemplateUsage } from './repositories/template-usage.repository.js';
import { TypeormTemplateVersions } from './repositories/template-versions.repository.js';
import { TenantRows } from './repositories/tenant-rows.js';
import { TypeormTouches } from './repositories/touches.repository.js';
import { TypeormUnmatchedPayments } from './repositories/unmatched-payments.repository.js';
import { TypeormUploads } from './repositories/uploads.repository.js';
import { TypeormVerdicts } from './repositories/verdicts.repository.js';
import { AccountLoads } from '../../application/ports/account-loads.js';
import { AccountLog } from '../../application/ports/account-log.js';
import { BindingCodes } from '../../application/ports/binding-codes.js';
import { ChannelCursors } from '../../application/ports/channel-cursors.js';
import { ListenerLeases } from '../../application/ports/listener-leases.js';
import { MessageParts } from '../../application/ports/message-parts.js';
import { SqlAccountLoads } from './repositories/account-loads.repository.js';
import { TypeormMessageParts } from './repositories/message-parts.repository.js';
import { TypeormAccountLog } from './repositories/account-log.repository.js';
import { TypeormBindingCodes } from './repositories/binding-codes.repository.js';
import { TypeormChannelCursors } from './repositories/channel-cursors.repository.js';
import { SqlListenerLeases } from './repositories/listener-leases.repository.js';
import { ChannelHealth } from '../../application/ports/channel-health.js';
import { SqlChannelHealth } from './repositories/channel-health.repository.js';
import { EventPlaces } from '../../application/ports/event-places.js';
import { OutreachOfDebts } from '../../application/ports/outreach-of-debts.js';
import { SqlEventPlaces } from './repositories/event-places.repository.js';
import { SqlOutreachOfDebts } from './repositories/outreach-of-debts.repository.js';
import { WebhookDeliveries } from '../../application/ports/webhook-deliveries.js';
import { TypeormWebhookDeliveries } from './repositories/webhook-deliveries.repository.js';
import { WebhookEndpoints } from '../../application/ports/webhook-endpoints.js';
import { TypeormWebhookEndpoints } from './repositories/webhook-endpoints.repository.js';
import { ServiceFigures } from '../../application/ports/service-figures.js';
import { SqlServiceFigures } from './repositories/service-figures.repository.js';

/** Which class stands behind which port. */
const REPOSITORIES: readonly (readonly [port: Abstract<unknown>, repository: Type])[] = [
  [ApiKeys, TypeormApiKeys],
  [Approvals, TypeormApprovals],
  [Arrangements, TypeormArrangements],
  [AuditTrail, SqlAuditTrail],
  [Cases, SqlCases],
  [ChannelAccounts, TypeormChannelAccounts],
  [ColumnMappings, TypeormColumnMappings],
  [ContactBudget, TypeormContactBudget],
  [ContactPoints, TypeormContactPoints],
  [ConversationRecords, TypeormConversationRecords],
  [Conversations, TypeormConversations],
  [Debtors, TypeormDebtors],
  [Debts, TypeormDebts],
  [DeskQueue, SqlDeskQueue],
  [DeskStaff, TypeormDeskStaff],
  [Disputes, TypeormDisputes],
  [Drafts, TypeormDrafts],
  [HandOffs, TypeormHandOffs],
  [Holds, TypeormHolds],
  [IdempotencyKeys, TypeormIdempotencyKeys],
  [ImportRejections, TypeormImportRejections],
  [ImportRuns, TypeormImportRuns],
  [Imports, TypeormImports],
  [InboundMessages, TypeormInboundMessages],
  [InsightFigures, SqlInsightFigures],
  [Lenders, TypeormLenders],
  [Messages, TypeormMessages],
  [Notes, TypeormNotes],
  [OutreachOfDebts, SqlOutreachOfDebts],
  [PaymentSources, TypeormPaymentSources],
  [OpenDebtFigures, SqlOpenDebtFigures],
  [OddCases, SqlOddCases],
  [Payments, TypeormPayments],
  [PendingReceipts, TypeormPendingReceipts],
  [People, TypeormPeople],
  [PlanQuotes, TypeormPlanQuotes],
  [PortfolioFigures, SqlPortfolioFigures],
  [Promises, TypeormPromises],
  [Revisions, TypeormRevisions],
  [Sandboxes, TypeormSandboxes],
  [SavedReplies, TypeormSavedReplies],
  [SendAttempts, TypeormSendAttempts],
  [Sessions, TypeormSessions],
  [TemplateUsage, SqlTemplateUsage],
  [TemplateVersions, TypeormTemplateVersions],
  [Touches, TypeormTouches],
  [UnmatchedPayments, TypeormUnmatchedPayments],
  [Uploads, TypeormUploads],
  [Verdicts, TypeormVerdicts],
  [ChannelHealth, SqlChannelHealth],
  [AccountLoads, SqlAccountLoads],
  [AccountLog, TypeormAccountLog],
  [MessageParts, TypeormMessageParts],
  [BindingCodes, TypeormBindingCodes],
  [ChannelCursors, TypeormChannelCursors],
  [ListenerLeases, SqlListenerLeases],
  [EventPlaces, SqlEventPlaces],
  [WebhookDeliveries, TypeormWebhookDeliveries],
  [WebhookEndpoints, TypeormWebhookEndpoints],
  [ServiceFigures, SqlServiceFigures],
];

/** Everything that is stored, behind its ports; visible in the whole application. */
@Global()
@Module({
  imports: [PersistenceCoreModule],
  providers: [
    TenantRows,
    MessageColumns,
    DeskRows,
    MessageClaims,
    CaseSearch,
    ...REPOSITORIES.map(([provide, useClass]) => ({ provide, useClass })),
  ],
  exports: [PersistenceCoreModule, ...REPOSITORIES.map(([port]) => port)],
})
export class PersistenceModule {}
