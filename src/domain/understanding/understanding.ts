import type { LocalDate } from '../calendar/local-date.js';
import type { Locale } from '../shared/locale.js';
import type { Money } from '../shared/money.js';

/** What a debtor's message can mean. The first 24 are the labels of the understanding data set; the rest are commands. */
export const INTENTS = [
  'promise_to_pay',
  'already_paid',
  'negotiate_terms',
  'accept_offer',
  'reject_offer',
  'ask_balance',
  'ask_how_to_pay',
  'ask_proof',
  'dispute_amount',
  'dispute_not_mine',
  'not_debtor',
  'hardship',
  'refuse_to_pay',
  'stop_contact',
  'callback_later',
  'request_human',
  'complaint',
  'legal_representation',
  'deceased',
  'crisis_self_harm',
  'abusive',
  'confirm_identity',
  'greeting_ack',
  'out_of_scope',
  'show_plan',
  'move_date',
  'minor',
  'cease_contact',
] as const;
export type Intent = (typeof INTENTS)[number];

export interface Slots {
  readonly amount?: Money;
  readonly date?: LocalDate;
  readonly installments?: number;
  readonly per?: 'week' | 'month';
  /** Day of the month on which the debtor is paid, 1 to 31, where 31 stands for the last one. No promise to pay then. */
  readonly payDay?: number;
  readonly downPayment?: Money;
  /** A first payment named as a share of the balance ("half now"), 0–1. */
  readonly downPaymentRatio?: number;
  /** Share of the balance the debtor would pay, 0–1. */
  readonly ratio?: number;
  /** Last four characters of the ID, as written. */
  readonly idLast4?: string;
  readonly birthDate?: LocalDate;
  /** Contact wanted not before / before, minutes after midnight. */
  readonly notBefore?: number;
  readonly notAfter?: number;
  /** The number picked from a list of choices, 1-based. */
  readonly choice?: number;
  /**
   * A finer reading of the primary intent: a relative or flatmate rather than a stranger (`not_debtor`), fraud
   * (`dispute_not_mine`), bankruptcy rather than a lawyer (`legal_representation`), papers rather than who is
   * writing (`ask_proof`).
   */
  readonly detail?: 'third-party' | 'identity-theft' | 'insolvency' | 'evidence';
  /** Values that were named in a way that could mean two things. They are in no other slot: asked about, not guessed. */
  readonly ambiguous?: readonly Ambiguity[];
}

/** One value with every reading that it may have, likeliest first, at least two. */
export type Ambiguity =
  | { readonly slot: 'amount'; readonly readings: readonly Money[]; readonly words: string }
  | { readonly slot: 'date'; readonly readings: readonly LocalDate[]; readonly words: string };

/** Words of the message that said an act, at most 80 characters of them. */
export interface Evidence {
  readonly intent: Intent;
  readonly words: string;
}

export interface ScoredIntent {
  readonly name: Intent;
  /** 0–1, calibrated. */
  readonly score: number;
}

/** A reading of one message: primary intent first, and the words that said so. */
export interface Understanding {
  readonly intents: readonly ScoredIntent[];
  readonly slots: Slots;
  readonly severity: 'crisis' | null;
  readonly language: Locale;
  readonly evidence: readonly Evidence[];
  /** Only of a reading that is unsure: what the message may mean, likeliest first. It is asked about, not guessed. */
  readonly likely?: readonly Intent[];
}
