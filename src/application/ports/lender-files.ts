import type { Lender } from '../../domain/debt/lender.js';

/** A lender as its file describes it, before it has an id. */
export type LenderProfile = Omit<Lender, 'id' | 'version'>;

export abstract class LenderFiles {
  /** Throws `CONFIG.INVALID` or `CONFIG.NO_FILE`, naming the file and the place in it. */
  abstract read(path: string): LenderProfile;
}
