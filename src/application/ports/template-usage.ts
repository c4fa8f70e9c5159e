import type { LenderId, TemplateVersionId } from '../../domain/shared/ids.js';

/** What became of the messages of one template version. */
export interface VersionUsage {
  readonly versionId: TemplateVersionId;
  /** Handed over, or perhaps. */
  readonly sent: number;
  /** Contact points whose owner opted out with this as the last message before it. */
  readonly optOuts: number;
  /** Complaints with this as the last message before them. */
  readonly complaints: number;
}

export abstract class TemplateUsage {
  /** Versions that no message of the lender was sent with are left out. */
  abstract of(lenderId: LenderId, versionIds: readonly TemplateVersionId[]): Promise<VersionUsage[]>;
}
