import type { Locale } from '../../domain/shared/locale.js';

/** What a person can take on at the desk. */
export interface DeskPerson {
  readonly login: string;
  readonly capacity: number;
  /** Empty: any. */
  readonly languages: readonly Locale[];
  /** Whether the person may sign in at all. */
  readonly active: boolean;
}

export abstract class DeskStaff {
  abstract of(login: string): Promise<DeskPerson>;
  /** The same, and keeps others from taking anything in their name until the transaction ends. */
  abstract lock(login: string): Promise<DeskPerson>;
}
