import { BindContactPoint } from './channel/bind-contact-point.js';
import { EventSources } from './channel/event-sources.js';
import { IssueBindingCode } from './channel/issue-binding-code.js';
import { ReadUnmatched } from './channel/read-unmatched.js';
import { RecordOwnMessages } from './channel/record-own-messages.js';
import { RecordReachability } from './channel/record-reachability.js';
import { RematchAddresses } from './channel/rematch-addresses.js';
import { ConversationAt } from './inbound/conversation-at.js';

/** What becomes of everything that channels report besides messages and receipts. */
export const CHANNEL_EVENT_USE_CASES = [
  BindContactPoint,
  ConversationAt,
  EventSources,
  IssueBindingCode,
  ReadUnmatched,
  RecordOwnMessages,
  RecordReachability,
  RematchAddresses,
] as const;
