import type { DebtorAct, DebtorReading } from './debtor-reading.js';
import { likeliest, readDebtor, shownCash, shownInstalment } from './debtor-reading.js';
import { instalmentsOf, longestOf, lumpOf } from './make-proposals.js';
import type { NegotiationStyle } from './negotiation-style.js';
import type { Ground, Proposal, Stated } from './proposal.js';
import { sameProposal, withinGround } from './proposal.js';
import { worthOf } from './worth.js';

/** Everything the engine goes by. Acts and offers are oldest first. */
export interface NegotiationView {
  readonly ground: Ground;
  readonly stated: Stated;
  /** Whether the debtor was asked what is affordable. */
  readonly asked: boolean;
  readonly acts: readonly DebtorAct[];
  readonly offers: readonly Proposal[];
  readonly style: NegotiationStyle;
}

/** Why an act was chosen; staff read it in words. */
export type ActReason =
  | 'protected'
  | 'means-unknown'
  | 'lump-likely'
  | 'affordable-plan'
  | 'ground-given'
  | 'hardship-terms'
  | 'discount-for-cash'
  | 'counter-good'
  | 'cannot-pay'
  | 'offers-used-up'
  | 'nothing-left'
  | 'debtor-left';

/** The next move: terms with an offer and an acceptance only, always within the ground. */
export type NegotiationAct =
  | { readonly type: 'offer' | 'accept'; readonly terms: Proposal; readonly reason: ActReason }
  | { readonly type: 'ask_affordability' | 'handoff' | 'end'; readonly reason: ActReason };

/** Pure: the same view has the same act. A protective act ends it whatever else is in the view. */
export function nextAct(view: NegotiationView): NegotiationAct {
  const { ground, acts, offers, stated, style } = view;
  if (acts.some(({ kind }) => kind === 'protective')) return { type: 'handoff', reason: 'protected' };
  const last = acts.at(-1);
  if (last?.kind === 'leaves' || last?.kind === 'accepts') return { type: 'end', reason: 'debtor-left' };
  if (ground.balanceMinor <= 0) return { type: 'end', reason: 'nothing-left' };

  const counter = last?.kind === 'counters' ? last.proposal : null;
  const legalCounter = counter && withinGround(counter, ground, stated) ? counter : null;
  if (!view.asked && stated.leftMinor === null && !legalCounter) {
    return { type: 'ask_affordability', reason: 'means-unknown' };
  }
  const exhausted = offers.length >= ground.maximumOffers;
  const own = exhausted ? null : nextOffer(view);
  if (legalCounter) {
    const good = worthOf(legalCounter, style);
    if (!own || good >= style.takeCounterAt * worthOf(own.terms, style)) {
      return { type: 'accept', terms: legalCounter, reason: 'counter-good' };
    }
  }
  if (own) return own;
  const reading = readDebtor(ground, stated, acts);
  if (likeliest(reading) === 'destitute') return { type: 'handoff', reason: 'cannot-pay' };
  return { type: 'handoff', reason: exhausted ? 'offers-used-up' : 'nothing-left' };
}

interface Offer {
  readonly type: 'offer';
  readonly terms: Proposal;
  readonly reason: ActReason;
}

const between = (from: number, to: number, share: number): number => from + (to - from) * share;

/** How much of all ground is given by now, 0–1: each step is `shrink` of the one before, the last reaches all. */
function groundGiven(shrink: number, round: number, rounds: number): number {
  if (rounds <= 1) return 1;
  const steps = Math.min(round, rounds - 1);
  return (1 - shrink ** steps) / (1 - shrink ** (rounds - 1));
}

function nextOffer(view: NegotiationView): Offer | null {
  const stand = standOf(view);
  const wanted = [askLump(stand), askCash(stand), askInstalments(stand), giveLast(stand)];
  for (const offer of wanted) {
    const terms = offer && saidAnew(offer.terms, view);
    if (terms) return { ...offer, terms };
  }
  return null;
}

/** The same terms where they are new; where they were offered before, held with a first day a little earlier. */
function saidAnew(terms: Proposal, { ground, stated, offers }: NegotiationView): Proposal | null {
  for (let earlier = 0; earlier <= Math.min(offers.length, terms.startDays); earlier += 1) {
    const moved = { ...terms, startDays: terms.startDays - earlier };
    const known = offers.some((offer) => sameProposal(offer, moved));
    if (!known && withinGround(moved, ground, stated)) return moved;
  }
  return null;
}

/** Where the negotiation stands, worked out once. */
interface Stand {
  readonly view: NegotiationView;
  readonly reading: DebtorReading;
  /** 0–1. */
  readonly given: number;
  readonly final: boolean;
  readonly startDays: number;
  readonly believed: number;
  readonly cash: number;
  readonly lumps: number;
  readonly rounds: number;
}

function standOf(view: NegotiationView): Stand {
  const { ground, stated, style, acts, offers } = view;
  const reading = readDebtor(ground, stated, acts);
  const rounds = Math.max(1, reading.angry > 0.5 ? Math.min(3, ground.maximumOffers) : ground.maximumOffers);
  const given = groundGiven(style.shrink, offers.length, rounds);
  return {
    view,
    reading,
    given,
    rounds,
    final: offers.length >= rounds - 1,
    startDays: Math.round(between(style.openingStartDays, style.closingStartDays, given)),
    believed: believedLeft(view, reading),
    cash: shownCash(acts),
    lumps: offers.filter(({ kind }) => kind === 'lump').length,
  };
}

/** The whole balance at once, where that is likely to be there. */
function askLump({ view, reading, believed, lumps, final }: Stand): Offer | null {
  const { ground, style } = view;
  const months = ground.balanceMinor / Math.max(1, believed);
  const likely = between(style.lumpMonths, style.lumpMonthsHidden, reading.strategic);
  if (final || months > likely || lumps >= style.lumpOffers) return null;
  const terms = lumpOf(ground, ground.balanceMinor, style.openingStartDays + lumps);
  return { type: 'offer', terms, reason: 'lump-likely' };
}

/** At once again, to who offered cash: the whole first, a discount late. */
function askCash({ view, given, final, startDays, cash, lumps, rounds, believed }: Stand): Offer | null {
  const { ground, style, offers } = view;
  const reachable = cash + style.cashReach * believed >= ground.balanceMinor;
  if (cash === 0) return null;
  if (final) return lowestLump(view, cash);
  if (!reachable || lumps >= style.cashLumpOffers || wantsTime(view.acts)) return null;
  const late = offers.length >= Math.floor(style.discountFrom * rounds);
  const largest = (ground.balanceMinor - ground.lumpFloorMinor) * style.discountGiven;
  const total = Math.max(cash, ground.balanceMinor - (late ? largest * given : 0));
  return { type: 'offer', terms: lumpOf(ground, total, startDays + lumps), reason: 'discount-for-cash' };
}

/** Whether the debtor by now speaks of instalments. */
const wantsTime = (acts: readonly DebtorAct[]): boolean =>
  acts.findLast((act) => act.kind === 'counters')?.proposal.kind === 'instalments';

function lowestLump({ ground, style }: NegotiationView, cash: number): Offer | null {
  const discount = (ground.balanceMinor - ground.lumpFloorMinor) * style.discountGiven;
  if (discount === 0) return null;
  const terms = lumpOf(ground, Math.max(cash, ground.balanceMinor - discount), style.closingStartDays);
  return { type: 'offer', terms, reason: 'discount-for-cash' };
}

function askInstalments({ view, reading, given, startDays, believed, cash, rounds }: Stand): Offer | null {
  const { ground, stated, style, offers, acts } = view;
  const lumpLast = cash > 0 && ground.lumpFloorMinor < ground.balanceMinor ? 1 : 0;
  const final = offers.length >= rounds - 1 - lumpLast;
  const poor = reading.destitute > 0.5;
  const share = final || poor ? style.finalShare : between(style.openingShare, style.closingShare, given);
  const months = between(style.openingDown, style.closingDown, given);
  const leastCount = final ? Math.max(1, ground.maximumInstalments * style.lastLength) : 1;
  const shown = final ? (shownInstalment(acts) ?? Infinity) : Infinity;
  const reduction = (ground.balanceMinor - ground.instalmentFloorMinor) * style.reductionGiven;
  const terms = instalmentsOf(ground, stated, {
    totalMinor: ground.balanceMinor - (final || poor ? reduction : 0),
    downMinor:
      final || poor
        ? 0
        : Math.max(believed * months, cash * between(style.cashAsDown, style.cashAsDownClosing, given)),
    eachMinor: Math.min(believed * share, shown, ground.balanceMinor / leastCount),
    startDays,
  });
  if (!terms) return null;
  const usual = offers.length === 0 ? 'affordable-plan' : 'ground-given';
  return { type: 'offer', terms, reason: poor ? 'hardship-terms' : usual };
}

/** What is left where nothing else can be offered. */
function giveLast({ view, given, startDays }: Stand): Offer | null {
  const { ground, stated, style } = view;
  const longest = longestOf(ground, stated, ground.balanceMinor, startDays);
  if (longest) return { type: 'offer', terms: longest, reason: 'ground-given' };
  const total = between(ground.balanceMinor, ground.lumpFloorMinor, given * style.discountGiven);
  return { type: 'offer', terms: lumpOf(ground, total, startDays), reason: 'discount-for-cash' };
}

/** What the debtor seems to have left in a month: what was said, and more where something seems held back. */
function believedLeft({ stated, style, ground, acts }: NegotiationView, reading: DebtorReading): number {
  const shown = shownInstalment(acts);
  const usual = Math.ceil(ground.balanceMinor / Math.max(1, ground.maximumInstalments / 2));
  const said = stated.leftMinor ?? (shown === null ? usual : shown / style.openingShare);
  return said * (1 + style.hiddenUplift * (reading.strategic + 0.3 * reading.stalling));
}
