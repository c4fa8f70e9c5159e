import type { Locale } from '../../domain/shared/locale.js';

/** What a person can take on at the desk. */
export interface DeskPerson {
  readonly login: string;
  readonly capacity: number;
  /** Empty: any. */
  readonly languages: readonly Locale[];
}

export abstract class DeskStaff {
  /** Reads the person and keeps others from taking anything in their name until the transaction ends. */
  abstract lock(login: string): Promise<DeskPerson>;
}
