/** Between the simulator's view and the product's engine: words only, no strategy. */

const SIGNS = {
  legal_representation: 'representation',
  stop_contact: 'stop',
  not_debtor: 'not-debtor',
  deceased: 'deceased',
  crisis_self_harm: 'crisis',
  dispute_not_mine: 'dispute',
  dispute_amount: 'dispute',
};

export const proposalOf = (plan) => ({
  kind: plan.kind === 'lump' ? 'lump' : 'instalments',
  totalMinor: plan.total,
  downMinor: plan.down,
  count: plan.n,
  startDays: plan.startDays,
});

export const planOf = (proposal) => ({
  kind: proposal.kind === 'lump' ? 'lump' : 'instalment',
  total: proposal.totalMinor,
  down: proposal.downMinor,
  n: proposal.count,
  startDays: proposal.startDays,
});

export const actOf = (act) => {
  switch (act.type) {
    case 'counter':
      return { kind: 'counters', proposal: proposalOf(act.plan) };
    case 'state_affordability':
      return { kind: 'states-means' };
    case 'stall':
      return { kind: 'stalls' };
    case 'reject':
      return { kind: 'rejects', abusive: act.reason === 'abusive' };
    case 'protective':
      return { kind: 'protective', sign: SIGNS[act.kind] ?? 'dispute' };
    case 'accept':
      return { kind: 'accepts' };
    case 'walk_away':
      return { kind: 'leaves' };
    default:
      return { kind: 'hello' };
  }
};

const perMille = (share) => Math.round(share * 1000);

export function groundOf({ balance, dpd }, policy) {
  const [, lump, instalment] = policy.floors.find(([most]) => dpd <= most);
  return {
    balanceMinor: balance,
    lumpFloorMinor: Math.ceil(balance * lump),
    instalmentFloorMinor: Math.ceil(balance * instalment),
    maximumInstalments: policy.maxInstalments.find(([most]) => balance <= most)[1],
    minimumInstalmentMinor: policy.minInstalment,
    startWithinDays: policy.maxStartDelayDays,
    downPerMille: perMille(policy.minDownPct),
    downPerMilleInHardship: perMille(policy.minDownPctHardship),
    minimumDownMinor: policy.minDownMinor ?? 0,
    affordablePerMille: perMille(policy.affordabilityCap),
    maximumOffers: policy.maxOffers,
  };
}

/** The engine's view of a simulator's view. */
export const viewOf = (view, style) => ({
  ground: groundOf(view.account, view.policy),
  stated: {
    leftMinor: view.known.statedDisposable ?? null,
    hardshipVerified: view.known.hardshipVerified === true,
  },
  asked: view.history.some(({ who, type }) => who === 'agent' && type === 'ask_affordability'),
  acts: debtorActs(view).map(actOf),
  offers: view.history
    .filter(({ who, type }) => who === 'agent' && type === 'offer')
    .map(({ plan }) => proposalOf(plan)),
  style,
});

/** What the debtor did so far; the history has it all once there is one. */
function debtorActs({ history, debtor }) {
  const done = history.filter(({ who }) => who === 'debtor');
  return done.length > 0 ? done : [debtor];
}

/** The simulator's move of an engine's act. */
export const moveOf = (act) =>
  act.terms === undefined ? { type: act.type } : { type: act.type, plan: planOf(act.terms) };
