import type { Debtor } from '../../domain/debtor/debtor.js';
import type { DebtorId, LenderId } from '../../domain/shared/ids.js';

/** How a debtor is recognised: by the ID across lenders, else by the lender's own reference. */
export type DebtorKey =
  | { readonly kind: 'id-number'; readonly idNumber: string }
  | { readonly kind: 'reference'; readonly lenderId: LenderId; readonly reference: string };

export interface KeyedDebtor {
  readonly key: DebtorKey;
  readonly debtor: Debtor;
}

export abstract class Debtors {
  /**
   * Locks the debtors until the transaction ends, in id order. Whoever changes a hold, reserves contact
   * budget or processes a reply of a debtor takes this lock first.
   */
  abstract lock(ids: readonly DebtorId[]): Promise<void>;
  abstract byIds(ids: readonly DebtorId[]): Promise<Map<DebtorId, Debtor>>;
  /** In the order of the keys; null where nobody is stored under a key. */
  abstract byKeys(keys: readonly DebtorKey[]): Promise<(Debtor | null)[]>;
  abstract add(debtors: readonly KeyedDebtor[]): Promise<void>;
  abstract update(debtors: readonly Debtor[]): Promise<void>;
}
