import { ApiKeyEntity } from './entities/api-key.entity.js';
import { ApprovalEntity } from './entities/approval.entity.js';
import { ArrangementEntity, InstalmentEntity } from './entities/arrangement.entity.js';
import { BindingCodeEntity, BindingTryEntity } from './entities/binding-code.entity.js';
import {
  ChannelAccountChangeEntity,
  ChannelAccountEntity,
  ChannelCursorEntity,
} from './entities/channel-account.entity.js';
import { ContactPointEntity } from './entities/contact-point.entity.js';
import { ContactReservationEntity } from './entities/contact-reservation.entity.js';
import { ConversationEntity } from './entities/conversation.entity.js';
import { CounterEntity } from './entities/counter.entity.js';
import { DebtEntity } from './entities/debt.entity.js';
import { DebtorEntity } from './entities/debtor.entity.js';
import { DisputeEntity } from './entities/dispute.entity.js';
import { DraftEntity } from './entities/draft.entity.js';
import { EventEntity } from './entities/event.entity.js';
import { HandOffEntity } from './entities/hand-off.entity.js';
import { HoldEntity } from './entities/hold.entity.js';
import { IdempotencyKeyEntity } from './entities/idempotency-key.entity.js';
import { ImportRunEntity } from './entities/import-run.entity.js';
import {
  ColumnMappingEntity,
  ImportAddedDebtEntity,
  ImportEntity,
  ImportRejectionsEntity,
} from './entities/import.entity.js';
import { InboundMediaEntity, InboundMessageEntity } from './entities/inbound-message.entity.js';
import { JobEntity } from './entities/job.entity.js';
import { LenderEntity } from './entities/lender.entity.js';
import { MessagePartEntity } from './entities/message-part.entity.js';
import { MessageEntity } from './entities/message.entity.js';
import { NoteEntity } from './entities/note.entity.js';
import { PaymentSourceEntity } from './entities/payment-source.entity.js';
import { PaymentAllocationEntity, PaymentEntity } from './entities/payment.entity.js';
import { PendingReceiptEntity } from './entities/pending-receipt.entity.js';
import { InvitationEntity, PersonEntity } from './entities/person.entity.js';
import { PlanQuoteEntity } from './entities/plan-quote.entity.js';
import { PromiseEntity } from './entities/promise.entity.js';
import { RecurringJobEntity } from './entities/recurring-job.entity.js';
import { RevisionCounterEntity, RevisionEntity } from './entities/revision.entity.js';
import { SandboxCaseEntity, SandboxEntity, SandboxScriptEntity } from './entities/sandbox.entity.js';
import { SavedReplyEntity } from './entities/saved-reply.entity.js';
import { SendAttemptEntity } from './entities/send-attempt.entity.js';
import { SessionEntity, SignInTriesEntity } from './entities/session.entity.js';
import { TemplateVersionEntity } from './entities/template-version.entity.js';
import { TenantEntity } from './entities/tenant.entity.js';
import { EnrolmentEntity, TouchEntity } from './entities/touch.entity.js';
import { UnmatchedPaymentEntity } from './entities/unmatched-payment.entity.js';
import { UploadEntity, UploadPartEntity } from './entities/upload.entity.js';
import { VerdictEntity } from './entities/verdict.entity.js';
import { WebhookDeliveryEntity } from './entities/webhook-delivery.entity.js';
import { WebhookEndpointEntity } from './entities/webhook-endpoint.entity.js';

/** Every table of Parley. */
export const ENTITIES = [
  ApiKeyEntity,
  ApprovalEntity,
  ArrangementEntity,
  BindingCodeEntity,
  BindingTryEntity,
  ChannelAccountChangeEntity,
  ChannelAccountEntity,
  ChannelCursorEntity,
  ColumnMappingEntity,
  ContactPointEntity,
  ContactReservationEntity,
  ConversationEntity,
  CounterEntity,
  DebtEntity,
  DebtorEntity,
  DisputeEntity,
  DraftEntity,
  EnrolmentEntity,
  EventEntity,
  HandOffEntity,
  HoldEntity,
  IdempotencyKeyEntity,
  ImportAddedDebtEntity,
  ImportEntity,
  ImportRejectionsEntity,
  ImportRunEntity,
  InboundMediaEntity,
  InboundMessageEntity,
  InstalmentEntity,
  InvitationEntity,
  JobEntity,
  LenderEntity,
  MessageEntity,
  MessagePartEntity,
  NoteEntity,
  PaymentAllocationEntity,
  PaymentEntity,
  PaymentSourceEntity,
  PendingReceiptEntity,
  PersonEntity,
  PlanQuoteEntity,
  PromiseEntity,
  RecurringJobEntity,
  RevisionCounterEntity,
  RevisionEntity,
  SandboxCaseEntity,
  SandboxEntity,
  SandboxScriptEntity,
  SavedReplyEntity,
  SendAttemptEntity,
  SessionEntity,
  SignInTriesEntity,
  TemplateVersionEntity,
  TenantEntity,
  TouchEntity,
  UnmatchedPaymentEntity,
  UploadEntity,
  UploadPartEntity,
  VerdictEntity,
  WebhookDeliveryEntity,
  WebhookEndpointEntity,
];
