import type { Instant } from '../../domain/calendar/instant.js';

export interface NamedCount {
  readonly name: string;
  readonly count: number;
}

/** What an operator watches, over all tenants, without any name or personal value. */
export interface ServiceFiguresNow {
  /** Messages by state, those only whose state is not final. */
  readonly messagesUnderWay: readonly NamedCount[];
  /** Open items of the desk by reason. */
  readonly queueDepth: readonly NamedCount[];
  /** Messages from addresses that no debtor has. */
  readonly unmatchedInbound: number;
  readonly jobs: readonly { readonly queue: string; readonly state: string; readonly count: number }[];
  /** Since when the oldest message is due that has not left; null: none is due. */
  readonly oldestDueSince: Instant | null;
  readonly unsealedEvents: number;
  /** When the oldest event happened that is not sealed. */
  readonly oldestUnsealedAt: Instant | null;
}

/** Counts across tenants; outside any unit of work. */
export abstract class ServiceFigures {
  /** Cheap whatever was ever sent. */
  abstract now(at: Instant): Promise<ServiceFiguresNow>;
  /** Messages by final state; looks at every message. */
  abstract messagesEnded(): Promise<readonly NamedCount[]>;
}
