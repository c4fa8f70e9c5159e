/**
 * How the login or connection of a channel account does. `unknown`: nobody looked yet; `deaf`: it can send but hears
 * nothing; `slowed`: the provider gave a bad sign and the account is used more slowly; `blocked`: the provider does
 * not let it go on, a person has to look.
 */
export const ACCOUNT_STATES = [
  'unknown',
  'starting',
  'waiting-for-scan',
  'up',
  'slowed',
  'deaf',
  'down',
  'logged-out',
  'blocked',
] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** Nothing can be handed over; what would leave through the account waits or takes another way. */
export const cannotSend = (state: AccountState): boolean =>
  state === 'down' || state === 'logged-out' || state === 'blocked' || state === 'waiting-for-scan';
