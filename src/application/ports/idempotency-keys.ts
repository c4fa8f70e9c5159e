import type { Instant } from '../../domain/calendar/instant.js';

/** An answer that was given to a request before. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface IdempotentRequest {
  /** As the client chose it; unique per caller and route. */
  readonly key: string;
  readonly caller: string;
  /** Method and route template. */
  readonly route: string;
  /** Of everything that the request asks for. */
  readonly fingerprint: string;
}

/** Answers of creating requests, kept for a day so that a repetition gets the first one. Inside a unit of work. */
export abstract class IdempotencyKeys {
  /**
   * Takes the key for the running transaction, or returns the answer that was kept; another transaction that has
   * the key is waited for. Throws `REQUEST.IDEMPOTENCY_KEY_REUSED` when the key came with another request.
   */
  abstract begin(request: IdempotentRequest): Promise<KeptAnswer | null>;
  abstract keep(request: IdempotentRequest, answer: KeptAnswer): Promise<void>;
  abstract removeOlderThan(moment: Instant): Promise<number>;
}
