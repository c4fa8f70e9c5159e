import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { UploadId } from '../../domain/shared/ids.js';
import { Digests } from '../ports/digests.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { UploadStore } from '../ports/upload-store.js';
import type { Upload, UploadPart } from '../ports/uploads.js';
import { Uploads } from '../ports/uploads.js';
import type { OpenedUpload } from './open-upload.js';
import { OpenUpload, partCount } from './open-upload.js';

export interface GivenPart {
  /** From 1. */
  readonly number: number;
  readonly bytes: Uint8Array;
  /** SHA-256 in hexadecimal, where the sender counted it. */
  readonly digest: string | null;
}

/** Takes one part of an upload, in any order; the same part again is no news. */
@Injectable()
export class ReceiveUploadPart {
  constructor(
    private readonly openUpload: OpenUpload,
    private readonly uploads: Uploads,
    private readonly store: UploadStore,
    private readonly digests: Digests,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `UPLOAD.UNKNOWN`, `UPLOAD.BAD_PART`, `UPLOAD.DAMAGED_PART` or `UPLOAD.OTHER_PART`. */
  async run(scope: WorkScope, id: UploadId, given: GivenPart): Promise<OpenedUpload> {
    const { upload } = await this.openUpload.run(scope, id);
    const part = this.partOf(upload, given);
    await this.store.put({ tenantId: scope.tenantId, id }, part, given.bytes);
    return this.unitOfWork.run(scope, async () => {
      const stored = await this.uploads.addPart(id, part);
      if (stored.digest === part.digest) return this.openUpload.run(scope, id);
      throw new DomainError(
        'UPLOAD.OTHER_PART',
        `Part ${part.number} was received before with other bytes; begin a new upload for a changed file.`,
      );
    });
  }

  private partOf(upload: Upload, { number, bytes, digest }: GivenPart): UploadPart {
    const last = partCount(upload);
    if (number > last) throw new DomainError('UPLOAD.BAD_PART', `The upload has parts 1 to ${last}.`);
    const size = number === last ? upload.size - (last - 1) * upload.partSize : upload.partSize;
    if (bytes.length !== size) {
      throw new DomainError(
        'UPLOAD.BAD_PART',
        `Part ${number} must have ${size} bytes; ${bytes.length} came.`,
      );
    }
    const counted = this.digests.of(bytes);
    if (digest !== null && digest !== counted) {
      throw new DomainError(
        'UPLOAD.DAMAGED_PART',
        `Part ${number} is not what its digest says; send it again.`,
      );
    }
    return { number, size, digest: counted };
  }
}
