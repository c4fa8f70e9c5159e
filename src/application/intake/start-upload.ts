import { Injectable } from '@nestjs/common';
import { DAY, plus } from '../../domain/calendar/instant.js';
import { reaches } from '../../domain/people/access.js';
import { actorLabel } from '../../domain/shared/actor.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { LenderId, UploadId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { Lenders } from '../ports/lenders.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { Upload } from '../ports/uploads.js';
import { Uploads } from '../ports/uploads.js';

export const PART_SIZE = 8 * 1_048_576;
export const LARGEST_UPLOAD = 2 * 1_073_741_824;
/** How long a file is kept that nothing becomes of. */
const KEEP = 7 * DAY;

export interface UploadWish {
  readonly fileName: string;
  readonly size: number;
  /** Code; null: not known yet, or several. */
  readonly lender: string | null;
}

/** Begins an upload; its parts follow in any order. */
@Injectable()
export class StartUpload {
  constructor(
    private readonly uploads: Uploads,
    private readonly lenders: Lenders,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `UPLOAD.BAD_SIZE` or `LENDER.UNKNOWN`. */
  run(scope: WorkScope, { fileName, size, lender }: UploadWish): Promise<Upload> {
    if (!Number.isSafeInteger(size) || size < 1 || size > LARGEST_UPLOAD) {
      throw new DomainError('UPLOAD.BAD_SIZE', `A file has 1 to ${LARGEST_UPLOAD} bytes.`);
    }
    return this.unitOfWork.run(scope, async () => {
      const now = this.clock.now();
      const upload: Upload = {
        id: this.ids.next<UploadId>(),
        fileName,
        size,
        partSize: PART_SIZE,
        lenderId: await this.lenderOf(scope, lender),
        createdBy: actorLabel(scope.actor),
        createdAt: now,
        keepUntil: plus(now, KEEP),
      };
      await this.uploads.add(upload);
      const ofLender = upload.lenderId === null ? {} : { lender: upload.lenderId };
      await this.events.append([
        { type: 'upload.started', subjects: { upload: upload.id, ...ofLender }, payload: { size } },
      ]);
      return upload;
    });
  }

  private async lenderOf(scope: WorkScope, code: string | null): Promise<LenderId | null> {
    if (code === null) return null;
    const lender = await this.lenders.byCode(code);
    if (lender && reaches(scope.reach, lender.id)) return lender.id;
    throw new DomainError('LENDER.UNKNOWN', `There is no lender ${code}.`);
  }
}
