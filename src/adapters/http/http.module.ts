import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AccessGuard } from './api/access.guard.js';
import { IdempotencyInterceptor } from './api/idempotency.interceptor.js';
import { ProblemFilter } from './api/problem.filter.js';
import { SandboxInterceptor } from './api/sandbox.interceptor.js';
import { validation } from './api/validation.js';
import { BriefController } from './desk/brief.controller.js';
import { ClaimsController } from './desk/claims.controller.js';
import { QueueController } from './desk/queue.controller.js';
import { ContactBudgetController } from './desk/contact-budget.controller.js';
import { ConversationEventsController } from './desk/conversation-events.controller.js';
import { DisputesController } from './desk/disputes.controller.js';
import { MessagesController } from './desk/messages.controller.js';
import { NotesController } from './desk/notes.controller.js';
import { PlansController } from './desk/plans.controller.js';
import { UnmatchedController } from './desk/unmatched.controller.js';
import { SavedRepliesController } from './desk/saved-replies.controller.js';
import { CasesController } from './cases/cases.controller.js';
import { BindingCodesController } from './cases/binding-codes.controller.js';
import { HoldsController } from './cases/holds.controller.js';
import { InsightsController } from './insights/insights.controller.js';
import { ApiKeysController } from './people/api-keys.controller.js';
import { InvitationsController } from './people/invitations.controller.js';
import { MeController } from './people/me.controller.js';
import { PeopleController } from './people/people.controller.js';
import { RolesController } from './people/roles.controller.js';
import { SessionsController } from './people/sessions.controller.js';
import { TemplateDraftsController } from './templates/template-drafts.controller.js';
import { TemplateRevisionsController } from './templates/template-revisions.controller.js';
import { TemplatesController } from './templates/templates.controller.js';
import { SandboxScriptsController } from './simulator/sandbox-scripts.controller.js';
import { SandboxesController } from './simulator/sandboxes.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { CallbackBodies } from './channels/callback-bodies.js';
import { ChannelAccountsController } from './channels/channel-accounts.controller.js';
import { ChannelCallbacksController } from './channels/channel-callbacks.controller.js';
import { ChannelsController } from './channels/channels.controller.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { StreamController } from './live/stream.controller.js';
import { WebhookDeliveriesController } from './webhooks/webhook-deliveries.controller.js';
import { WebhookEndpointsController } from './webhooks/webhook-endpoints.controller.js';
import { EventFeed } from './live/event-feed.js';
import { RequestTimes } from './metrics/request-times.js';
import { LendersController } from './lenders/lenders.controller.js';
import { LimitsRevisionsController } from './limits/limits-revisions.controller.js';
import { LimitsController } from './limits/limits.controller.js';
import { TreatmentRevisionsController } from './treatments/treatment-revisions.controller.js';
import { TreatmentsController } from './treatments/treatments.controller.js';
import { ImportsController } from './intake/imports.controller.js';
import { UploadsController } from './intake/uploads.controller.js';
import { PaymentSourcesController } from './payments/payment-sources.controller.js';
import { PaymentsController } from './payments/payments.controller.js';
import { UnmatchedPaymentsController } from './payments/unmatched-payments.controller.js';

/** Every controller of API v1. */
export const API_CONTROLLERS = [
  BriefController,
  ClaimsController,
  QueueController,
  ContactBudgetController,
  ConversationEventsController,
  DisputesController,
  MessagesController,
  NotesController,
  PlansController,
  SavedRepliesController,
  CasesController,
  HoldsController,
  BindingCodesController,
  UnmatchedController,
  InsightsController,
  ApiKeysController,
  InvitationsController,
  MeController,
  PeopleController,
  RolesController,
  SessionsController,
  TemplateDraftsController,
  TemplateRevisionsController,
  TemplatesController,
  SandboxScriptsController,
  SandboxesController,
  AuditController,
  ChannelsController,
  ChannelAccountsController,
  ChannelCallbacksController,
  MetricsController,
  StreamController,
  WebhookDeliveriesController,
  WebhookEndpointsController,
  LendersController,
  LimitsController,
  LimitsRevisionsController,
  TreatmentsController,
  TreatmentRevisionsController,
  ImportsController,
  UploadsController,
  PaymentSourcesController,
  PaymentsController,
  UnmatchedPaymentsController,
] as const;

/** The HTTP API: guarded, validated, with problems for refusals. */
@Module({
  controllers: [...API_CONTROLLERS],
  providers: [
    CallbackBodies,
    EventFeed,
    RequestTimes,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_PIPE, useFactory: validation },
    { provide: APP_INTERCEPTOR, useClass: SandboxInterceptor },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class HttpModule {}
