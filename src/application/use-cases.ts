import { AgreementCases } from './arrangement/agreement-cases.js';
import { RemindInstalments } from './arrangement/remind-instalments.js';
import { RemindPromises } from './arrangement/remind-promises.js';
import { SettleInstalments } from './arrangement/settle-instalments.js';
import { SettlePromises } from './arrangement/settle-promises.js';
import { CheckInvariants } from './audit/check-invariants.js';
import { ClaimConversation } from './desk/claim-conversation.js';
import { CaseRows } from './cases/case-rows.js';
import { ListAccesses } from './cases/list-accesses.js';
import { ListCases } from './cases/list-cases.js';
import { NoteView } from './cases/note-view.js';
import { PlaceHold } from './cases/place-hold.js';
import { ReachedCase } from './cases/reached-case.js';
import { ReadCaseFile } from './cases/read-case-file.js';
import { ReadCaseMoney } from './cases/read-case-money.js';
import { ReadTimeline } from './cases/read-timeline.js';
import { ReleaseCaseHold } from './cases/release-case-hold.js';
import { RevealField } from './cases/reveal-field.js';
import { SearchCases } from './cases/search-cases.js';
import { ClaimHandOff } from './desk/claim-hand-off.js';
import { ContinueClosed } from './desk/continue-closed.js';
import { DecideDispute } from './desk/decide-dispute.js';
import { HandBack } from './desk/hand-back.js';
import { HeldItem } from './desk/held-item.js';
import { NoteInbound } from './desk/note-inbound.js';
import { OpenHandOff } from './desk/open-hand-off.js';
import { ReadCase } from './desk/read-case.js';
import { ReachedConversation } from './desk/reached-conversation.js';
import { ReadQueue } from './desk/read-queue.js';
import { ReleaseHold } from './desk/release-hold.js';
import { ReplyAsPerson } from './desk/reply-as-person.js';
import { CloseConversation } from './desk/close-conversation.js';
import { CountQueue } from './desk/count-queue.js';
import { EndItem } from './desk/end-item.js';
import { EscalateCrises } from './desk/escalate-crises.js';
import { ListQueue } from './desk/list-queue.js';
import { ReleaseClaim } from './desk/release-claim.js';
import { RenewClaim } from './desk/renew-claim.js';
import { RequeueConversation } from './desk/requeue-conversation.js';
import { SearchQueue } from './desk/search-queue.js';
import { TakeNext } from './desk/take-next.js';
import { TakeOverConversation } from './desk/take-over-conversation.js';
import { UndoClose } from './desk/undo-close.js';
import { OpenDeskCase } from './desk/desk-case.js';
import { PreviewHandBack } from './desk/preview-hand-back.js';
import { ReadBrief } from './desk/read-brief.js';
import { TakeItem } from './desk/take-item.js';
import { TakeOver } from './desk/take-over.js';
import { AskApproval } from './arrangement/ask-approval.js';
import { DecideApproval } from './arrangement/decide-approval.js';
import { PutPlan } from './arrangement/put-plan.js';
import { QuotePlan } from './arrangement/quote-plan.js';
import { ReadQuotedDebt } from './arrangement/quoted-debt.js';
import { ReadApprovals } from './arrangement/read-approvals.js';
import { CheckStaffText } from './desk/check-staff-text.js';
import { ComposeStaffText } from './desk/compose-staff-text.js';
import { DecidePaymentClaim } from './desk/decide-payment-claim.js';
import { FillReply } from './desk/fill-reply.js';
import { FillSavedReply } from './desk/fill-saved-reply.js';
import { GuardWording } from './desk/guard-wording.js';
import { JudgeWording } from './desk/judge-wording.js';
import { KeepDraft } from './desk/keep-draft.js';
import { PreviewDisputeDecision } from './desk/preview-dispute-decision.js';
import { ReachedDispute } from './desk/reached-dispute.js';
import { ReachedReply } from './desk/reached-reply.js';
import { ReadContactBudget } from './desk/read-contact-budget.js';
import { ReadConversationEvents } from './desk/read-conversation-events.js';
import { ReadDisputes } from './desk/read-disputes.js';
import { ReadDrafts } from './desk/read-drafts.js';
import { ReadNotes } from './desk/read-notes.js';
import { ReadPaymentClaim } from './desk/read-payment-claim.js';
import { ReadSavedReplies } from './desk/read-saved-replies.js';
import { ReadScheduled } from './desk/read-scheduled.js';
import { RemoveSavedReply } from './desk/remove-saved-reply.js';
import { SaveReply } from './desk/save-reply.js';
import { SendAsPerson } from './desk/send-as-person.js';
import { WithdrawMessage } from './desk/withdraw-message.js';
import { WriteNote } from './desk/write-note.js';
import { ForecastContact } from './outbound/forecast-contact.js';
import { ApplyDecision } from './inbound/apply-decision.js';
import { ChooseLender } from './inbound/choose-lender.js';
import { FindConversation } from './inbound/find-conversation.js';
import { AskSecondReader } from './inbound/ask-second-reader.js';
import { HearVoice } from './inbound/hear-voice.js';
import { InboundPipeline } from './inbound/inbound.pipeline.js';
import { LoadConversationFacts } from './inbound/load-conversation-facts.js';
import { RecordAgreement } from './inbound/record-agreement.js';
import { RecordInbound } from './inbound/record-inbound.js';
import { RetryInbound } from './inbound/retry-inbound.js';
import { SetAsideInbound } from './inbound/set-aside-inbound.js';
import { InsightPeriod } from './insights/insight-period.js';
import { ListCounted } from './insights/list-counted.js';
import { ReadInsight } from './insights/read-insight.js';
import { ApplyLender } from './intake/apply-lender.js';
import { ImportDebts } from './intake/import-debts.js';
import { ImportPayments } from './intake/import-payments.js';
import { ImportTable } from './intake/import-table.js';
import { MatchDebtors } from './intake/match-debtors.js';
import { OpenUpload } from './intake/open-upload.js';
import { PreviewUpload } from './intake/preview-upload.js';
import { ReadImports } from './intake/read-imports.js';
import { ReceiveUploadPart } from './intake/receive-upload-part.js';
import { RememberColumns } from './intake/remember-columns.js';
import { RemoveExpiredUploads } from './intake/remove-expired-uploads.js';
import { RequestImport } from './intake/request-import.js';
import { RunImport } from './intake/run-import.js';
import { StartUpload } from './intake/start-upload.js';
import { TakeContactPoints } from './intake/take-contact-points.js';
import { TakeDebtRows } from './intake/take-debt-rows.js';
import { UndoImport } from './intake/undo-import.js';
import { WriteRejectedFile } from './intake/write-rejected-file.js';
import { AddLender } from './lender/add-lender.js';
import { EditLender } from './lender/edit-lender.js';
import { FindLenderId } from './lender/find-lender-id.js';
import { LenderCodes } from './lender/lender-codes.js';
import { ReachableLender } from './lender/reachable-lender.js';
import { ReadLenders } from './lender/read-lenders.js';
import { LimitsRules } from './limits/limits-rules.js';
import { ReadLimits } from './limits/read-limits.js';
import { TryLimits } from './limits/try-limits.js';
import { OpenAccountBook } from './outbound/choose-channel-account.js';
import { ComposeText } from './outbound/compose-text.js';
import { DispatchMessages } from './outbound/dispatch-messages.js';
import { FallBack } from './outbound/fall-back.js';
import { GatherFacts } from './outbound/gather-facts.js';
import { GatherSenders } from './outbound/gather-senders.js';
import { JudgeMessages } from './outbound/judge-messages.js';
import { OutboundPipeline } from './outbound/outbound.pipeline.js';
import { QueueMessages } from './outbound/queue-messages.js';
import { ReconcileUnknown } from './outbound/reconcile-unknown.js';
import { RecordJudgements } from './outbound/record-judgements.js';
import { RecordOutcomes } from './outbound/record-outcomes.js';
import { RecordReceipts } from './outbound/record-receipts.js';
import { RecordRefusals } from './outbound/record-refusals.js';
import { ReleaseDeferred } from './outbound/release-deferred.js';
import { SendTexts } from './outbound/send-texts.js';
import { SettlePendingReceipts } from './outbound/settle-pending-receipts.js';
import { TemplatesInForce } from './outbound/templates-in-force.js';
import { DecideUnmatchedPayment } from './payment/decide-unmatched-payment.js';
import { KeepPaymentSources } from './payment/keep-payment-sources.js';
import { ReadPayments } from './payment/read-payments.js';
import { ReceivePayment } from './payment/receive-payment.js';
import { RecordPayment } from './payment/record-payment.js';
import { RegisterPayment } from './payment/register-payment.js';
import { TakeNotification } from './payment/take-notification.js';
import { ThankForPayment } from './payment/thank-for-payment.js';
import { AcceptInvitation } from './people/accept-invitation.js';
import { AddPerson } from './people/add-person.js';
import { AdministeredPeople } from './people/administered-people.js';
import { Authenticate } from './people/authenticate.js';
import { ChangePassword } from './people/change-password.js';
import { CheckGrants } from './people/check-grants.js';
import { CountTries } from './people/count-tries.js';
import { InvitePerson } from './people/invite-person.js';
import { OwnPerson } from './people/own-person.js';
import { OwnSessions } from './people/own-sessions.js';
import { SignIn } from './people/sign-in.js';
import { AddApiKey } from './people/add-api-key.js';
import { AdministerApiKeys } from './people/administer-api-keys.js';
import { ChangePerson } from './people/change-person.js';
import { DisablePerson } from './people/disable-person.js';
import { EnablePerson } from './people/enable-person.js';
import { ForgetExpired } from './people/forget-expired.js';
import { ReadPeople } from './people/read-people.js';
import { DraftRevision } from './publication/draft-revision.js';
import { EditRevision } from './publication/edit-revision.js';
import { PublishRevision } from './publication/publish-revision.js';
import { ReachableRevision } from './publication/reachable-revision.js';
import { ReadRevisions } from './publication/read-revisions.js';
import { ReturnRevision } from './publication/return-revision.js';
import { RollBackRevision } from './publication/roll-back-revision.js';
import { SubmitRevision } from './publication/submit-revision.js';
import { BeginSandboxCase } from './simulator/begin-sandbox-case.js';
import { EnterSandbox } from './simulator/enter-sandbox.js';
import { MoveSandboxClock } from './simulator/move-sandbox-clock.js';
import { OpenSandbox } from './simulator/open-sandbox.js';
import { PlayStep } from './simulator/play-step.js';
import { ReadSandboxChat } from './simulator/read-sandbox-chat.js';
import { ReadSandboxes } from './simulator/read-sandboxes.js';
import { RemoveSandbox } from './simulator/remove-sandbox.js';
import { ReplayScript } from './simulator/replay-script.js';
import { SaveScript } from './simulator/save-script.js';
import { FindOddCases } from './template/find-odd-cases.js';
import { LintWording } from './template/lint-wording.js';
import { PreviewTemplate } from './template/preview-template.js';
import { ReadTemplates } from './template/read-templates.js';
import { TemplateRules } from './template/template-rules.js';
import { MeasureSegment } from './treatment/measure-segment.js';
import { OpenConversations } from './treatment/open-conversations.js';
import { PlanTouches } from './treatment/plan-touches.js';
import { ReadChannelOrders } from './treatment/read-channel-orders.js';
import { ReadTreatmentsInForce } from './treatment/read-treatments-in-force.js';
import { ReadTreatments } from './treatment/read-treatments.js';
import { TreatmentRules } from './treatment/treatment-rules.js';
import { CHANNEL_EVENT_USE_CASES } from './channel-event-use-cases.js';
import { CHANNEL_USE_CASES } from './channel-use-cases.js';
import { OUTWARD_USE_CASES } from './outward-use-cases.js';

/** Every use case and step of the application, for the injector. */
export const USE_CASES = [
  AgreementCases,
  RemindInstalments,
  RemindPromises,
  SettleInstalments,
  SettlePromises,
  CheckInvariants,
  ClaimConversation,
  CaseRows,
  ListAccesses,
  ListCases,
  NoteView,
  PlaceHold,
  ReachedCase,
  ReadCaseFile,
  ReadCaseMoney,
  ReadTimeline,
  ReleaseCaseHold,
  RevealField,
  SearchCases,
  ClaimHandOff,
  ContinueClosed,
  DecideDispute,
  HandBack,
  HeldItem,
  NoteInbound,
  OpenHandOff,
  ReadCase,
  ReachedConversation,
  ReadQueue,
  ReleaseHold,
  ReplyAsPerson,
  CloseConversation,
  CountQueue,
  EndItem,
  EscalateCrises,
  ListQueue,
  ReleaseClaim,
  RenewClaim,
  RequeueConversation,
  SearchQueue,
  TakeNext,
  TakeOverConversation,
  UndoClose,
  OpenDeskCase,
  PreviewHandBack,
  ReadBrief,
  TakeItem,
  TakeOver,
  AskApproval,
  DecideApproval,
  PutPlan,
  QuotePlan,
  ReadQuotedDebt,
  ReadApprovals,
  CheckStaffText,
  ComposeStaffText,
  DecidePaymentClaim,
  FillReply,
  FillSavedReply,
  GuardWording,
  JudgeWording,
  KeepDraft,
  PreviewDisputeDecision,
  ReachedDispute,
  ReachedReply,
  ReadContactBudget,
  ReadConversationEvents,
  ReadDisputes,
  ReadDrafts,
  ReadNotes,
  ReadPaymentClaim,
  ReadSavedReplies,
  ReadScheduled,
  RemoveSavedReply,
  SaveReply,
  SendAsPerson,
  WithdrawMessage,
  WriteNote,
  ForecastContact,
  ApplyDecision,
  ChooseLender,
  FindConversation,
  AskSecondReader,
  HearVoice,
  InboundPipeline,
  LoadConversationFacts,
  RecordAgreement,
  RecordInbound,
  RetryInbound,
  SetAsideInbound,
  InsightPeriod,
  ListCounted,
  ReadInsight,
  ApplyLender,
  ImportDebts,
  ImportPayments,
  ImportTable,
  MatchDebtors,
  WriteRejectedFile,
  UndoImport,
  StartUpload,
  RunImport,
  RequestImport,
  RemoveExpiredUploads,
  RememberColumns,
  ReceiveUploadPart,
  ReadImports,
  PreviewUpload,
  OpenUpload,
  TakeContactPoints,
  TakeDebtRows,
  OpenAccountBook,
  ComposeText,
  DispatchMessages,
  FallBack,
  GatherFacts,
  GatherSenders,
  JudgeMessages,
  OutboundPipeline,
  QueueMessages,
  ReconcileUnknown,
  RecordJudgements,
  RecordOutcomes,
  RecordReceipts,
  RecordRefusals,
  ReleaseDeferred,
  SendTexts,
  SettlePendingReceipts,
  TemplatesInForce,
  RecordPayment,
  TakeNotification,
  RegisterPayment,
  ReceivePayment,
  ReadPayments,
  KeepPaymentSources,
  DecideUnmatchedPayment,
  ThankForPayment,
  AcceptInvitation,
  AddPerson,
  AdministeredPeople,
  Authenticate,
  ChangePassword,
  CheckGrants,
  CountTries,
  InvitePerson,
  OwnPerson,
  OwnSessions,
  SignIn,
  AddApiKey,
  AdministerApiKeys,
  ChangePerson,
  DisablePerson,
  EnablePerson,
  ForgetExpired,
  ReadPeople,
  DraftRevision,
  EditRevision,
  PublishRevision,
  ReachableRevision,
  ReadRevisions,
  ReturnRevision,
  RollBackRevision,
  SubmitRevision,
  FindOddCases,
  LintWording,
  PreviewTemplate,
  ReadTemplates,
  TemplateRules,
  OpenConversations,
  PlanTouches,
  ReadChannelOrders,
  ReadTreatmentsInForce,
  ReadTreatments,
  TreatmentRules,
  MeasureSegment,
  AddLender,
  EditLender,
  FindLenderId,
  ReachableLender,
  ReadLenders,
  LimitsRules,
  ReadLimits,
  TryLimits,
  BeginSandboxCase,
  EnterSandbox,
  MoveSandboxClock,
  OpenSandbox,
  PlayStep,
  ReadSandboxChat,
  ReadSandboxes,
  RemoveSandbox,
  ReplayScript,
  SaveScript,
  LenderCodes,
  ...CHANNEL_EVENT_USE_CASES,
  ...CHANNEL_USE_CASES,
  ...OUTWARD_USE_CASES,
] as const;
