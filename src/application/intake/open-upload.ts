import { Injectable } from '@nestjs/common';
import { reaches } from '../../domain/people/access.js';
import { actorLabel } from '../../domain/shared/actor.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { UploadId } from '../../domain/shared/ids.js';
import type { TableBytes } from '../ports/table-files.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { UploadStore } from '../ports/upload-store.js';
import type { Upload, UploadPart } from '../ports/uploads.js';
import { Uploads } from '../ports/uploads.js';

/** Bytes that are handed on at once; between two of them others get their turn. */
const SLICE = 1 << 17;

export interface OpenedUpload {
  readonly upload: Upload;
  readonly parts: readonly UploadPart[];
}

/** Finds an upload for somebody who may see it. */
@Injectable()
export class OpenUpload {
  constructor(
    private readonly uploads: Uploads,
    private readonly store: UploadStore,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `UPLOAD.UNKNOWN`, also for one that is out of reach. */
  run(scope: WorkScope, id: UploadId): Promise<OpenedUpload> {
    return this.unitOfWork.run(scope, async () => {
      const upload = await this.uploads.byId(id);
      if (!upload || !maySee(scope, upload)) {
        throw new DomainError('UPLOAD.UNKNOWN', 'There is no such upload, or it was removed.');
      }
      return { upload, parts: await this.uploads.partsOf(id) };
    });
  }

  /** Its bytes, decrypted as they are read. Throws `UPLOAD.INCOMPLETE` while parts are missing. */
  bytesOf({ tenantId }: WorkScope, { upload, parts }: OpenedUpload): TableBytes {
    const missing = partCount(upload) - parts.length;
    if (missing > 0) {
      throw new DomainError(
        'UPLOAD.INCOMPLETE',
        `${missing} of the ${partCount(upload)} parts of the upload are still missing.`,
        { missing },
      );
    }
    const { store } = this;
    const place = { tenantId, id: upload.id };
    return {
      name: 'The file',
      bytes: async function* () {
        for (const part of parts) {
          const bytes = await store.read(place, part);
          for (let start = 0; start < bytes.length; start += SLICE) {
            yield bytes.subarray(start, start + SLICE);
          }
        }
      },
    };
  }
}

export const partCount = ({ size, partSize }: Upload): number => Math.ceil(size / partSize);

/** Whoever brought it, and whoever reaches its lender; a file of several lenders: whoever reaches them all. */
const maySee = (scope: WorkScope, { lenderId, createdBy }: Upload): boolean => {
  if (actorLabel(scope.actor) === createdBy) return true;
  if (lenderId !== null) return reaches(scope.reach, lenderId);
  return scope.reach === undefined || scope.reach === 'all';
};
