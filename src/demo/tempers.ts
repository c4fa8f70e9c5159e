/** How a debtor of the demo behaves. */
export type Temper =
  | 'pays-at-once'
  | 'promises-and-pays'
  | 'promises-and-forgets'
  | 'asks-for-plan'
  | 'bargains'
  | 'has-paid-already'
  | 'disputes'
  | 'wrong-number'
  | 'hardship'
  | 'crisis'
  | 'stops'
  | 'asks-for-person'
  | 'abuses'
  | 'fails-identity'
  | 'silent';

/** Of 1,000 debtors, how many behave like that. */
export const TEMPERS: readonly (readonly [Temper, number])[] = [
  ['pays-at-once', 120],
  ['promises-and-pays', 160],
  ['promises-and-forgets', 70],
  ['asks-for-plan', 130],
  ['bargains', 70],
  ['has-paid-already', 40],
  ['disputes', 50],
  ['wrong-number', 40],
  ['hardship', 50],
  ['crisis', 5],
  ['stops', 45],
  ['asks-for-person', 30],
  ['abuses', 15],
  ['fails-identity', 25],
  ['silent', 150],
];
