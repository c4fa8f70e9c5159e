import { ArrangementEntity, InstalmentEntity } from './entities/arrangement.entity.js';
import { ChannelAccountEntity } from './entities/channel-account.entity.js';
import { ContactPointEntity } from './entities/contact-point.entity.js';
import { ContactReservationEntity } from './entities/contact-reservation.entity.js';
import { ConversationEntity } from './entities/conversation.entity.js';
import { CounterEntity } from './entities/counter.entity.js';
import { DebtEntity } from './entities/debt.entity.js';
import { DebtorEntity } from './entities/debtor.entity.js';
import { DisputeEntity } from './entities/dispute.entity.js';
import { EventEntity } from './entities/event.entity.js';
import { HandOffEntity } from './entities/hand-off.entity.js';
import { HoldEntity } from './entities/hold.entity.js';
import { ImportRunEntity } from './entities/import-run.entity.js';
import { InboundMediaEntity, InboundMessageEntity } from './entities/inbound-message.entity.js';
import { JobEntity } from './entities/job.entity.js';
import { LenderEntity } from './entities/lender.entity.js';
import { MessageEntity } from './entities/message.entity.js';
import { PaymentAllocationEntity, PaymentEntity } from './entities/payment.entity.js';
import { PendingReceiptEntity } from './entities/pending-receipt.entity.js';
import { PromiseEntity } from './entities/promise.entity.js';
import { RecurringJobEntity } from './entities/recurring-job.entity.js';
import { RevisionCounterEntity, RevisionEntity } from './entities/revision.entity.js';
import { SendAttemptEntity } from './entities/send-attempt.entity.js';
import { TemplateVersionEntity } from './entities/template-version.entity.js';
import { TenantEntity } from './entities/tenant.entity.js';
import { EnrolmentEntity, TouchEntity } from './entities/touch.entity.js';
import { VerdictEntity } from './entities/verdict.entity.js';

/** Every table of Parley. */
export const ENTITIES = [
  ArrangementEntity,
  ChannelAccountEntity,
  ContactPointEntity,
  ContactReservationEntity,
  ConversationEntity,
  CounterEntity,
  DebtEntity,
  DebtorEntity,
  DisputeEntity,
  EnrolmentEntity,
  EventEntity,
  HandOffEntity,
  HoldEntity,
  ImportRunEntity,
  InboundMediaEntity,
  InboundMessageEntity,
  InstalmentEntity,
  JobEntity,
  LenderEntity,
  MessageEntity,
  PaymentAllocationEntity,
  PaymentEntity,
  PendingReceiptEntity,
  PromiseEntity,
  RecurringJobEntity,
  RevisionCounterEntity,
  RevisionEntity,
  SendAttemptEntity,
  TemplateVersionEntity,
  TenantEntity,
  TouchEntity,
  VerdictEntity,
];
