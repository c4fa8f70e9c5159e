import type { NegotiationLimits } from '../../domain/arrangement/limits.js';
import type { TreatmentContent } from '../../domain/treatment/treatment-content.js';

/** Contents of revisions as people keep them in files. Throws `CONFIG.INVALID` or `CONFIG.NO_FILE`, with the place. */
export abstract class ContentFiles {
  abstract treatment(path: string): TreatmentContent;
  abstract limits(path: string): NegotiationLimits;
  /** Limits as a file that `limits` reads. */
  abstract linesOf(limits: NegotiationLimits): readonly string[];
}
