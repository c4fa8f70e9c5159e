import type { Brand } from './brand.js';

export type TenantId = Brand<string, 'TenantId'>;
export type LenderId = Brand<string, 'LenderId'>;
export type DebtorId = Brand<string, 'DebtorId'>;
export type DebtId = Brand<string, 'DebtId'>;
export type ContactPointId = Brand<string, 'ContactPointId'>;
export type ChannelAccountId = Brand<string, 'ChannelAccountId'>;
export type ConversationId = Brand<string, 'ConversationId'>;
export type InboundMessageId = Brand<string, 'InboundMessageId'>;
export type MessageId = Brand<string, 'MessageId'>;
export type SendAttemptId = Brand<string, 'SendAttemptId'>;
export type VerdictId = Brand<string, 'VerdictId'>;
export type TouchId = Brand<string, 'TouchId'>;
export type HoldId = Brand<string, 'HoldId'>;
export type PromiseId = Brand<string, 'PromiseId'>;
export type ArrangementId = Brand<string, 'ArrangementId'>;
export type InstalmentId = Brand<string, 'InstalmentId'>;
export type PaymentId = Brand<string, 'PaymentId'>;
export type DisputeId = Brand<string, 'DisputeId'>;
export type HandOffId = Brand<string, 'HandOffId'>;
export type TemplateVersionId = Brand<string, 'TemplateVersionId'>;
export type RevisionId = Brand<string, 'RevisionId'>;

/** Marks a stored or generated string as the id it is known to be; checks nothing. */
export const idOf = <Id extends string>(raw: string): Id => raw as Id;
