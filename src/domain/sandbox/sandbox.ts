import type { Instant } from '../calendar/instant.js';
import type { Channel } from '../shared/channel.js';
import type { DebtId, TenantId } from '../shared/ids.js';
import type { Locale } from '../shared/locale.js';
import type { PersonaName } from './persona.js';

/** A tenant of its own to try things in: no real debtor, no real channel, and a clock that people move. */
export interface Sandbox {
  /** The id of the sandbox's own tenant. */
  readonly id: TenantId;
  readonly name: string;
  /** Its present moment; it only ever moves forward. */
  readonly clockAt: Instant;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly version: number;
}

/** Channels that a sandbox pretends to have. */
export const SANDBOX_CHANNELS = ['wechat', 'sms', 'telegram'] as const satisfies readonly Channel[];
export type SandboxChannel = (typeof SANDBOX_CHANNELS)[number];

/** Somebody invented who owes something. */
export interface SandboxCaseDefinition {
  readonly persona: PersonaName;
  readonly lenderCode: string;
  readonly channel: SandboxChannel;
  readonly locale: Locale;
  /** The debt's reference; the arm of an experiment is drawn by it. */
  readonly reference: string;
}

/** What a person did to a case, as it can be done again. */
export type SandboxStep =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'move'; readonly minutes: number }
  | { readonly kind: 'pay'; readonly amountMinor: number };

/** A case of a sandbox, with everything that was done to it so far. */
export interface SandboxCase {
  readonly debtId: DebtId;
  readonly sandboxId: TenantId;
  readonly begunAt: Instant;
  readonly definition: SandboxCaseDefinition;
  readonly steps: readonly SandboxStep[];
  readonly version: number;
}

/** A step, and what Parley answered to it: the names of the templates, in their order. */
export interface ScriptStep {
  readonly step: SandboxStep;
  readonly answers: readonly string[];
}

/** The steps of a case as a test: done again, Parley must answer the same. */
export interface SandboxScript {
  readonly id: string;
  readonly name: string;
  /** Where the clock stood when the case began. */
  readonly startsAt: Instant;
  readonly definition: SandboxCaseDefinition;
  /** What was sent before anything was done. */
  readonly opening: readonly string[];
  readonly steps: readonly ScriptStep[];
  readonly createdBy: string;
  readonly createdAt: Instant;
}
