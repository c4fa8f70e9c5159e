import type { Instant } from '../../domain/calendar/instant.js';
import type { LenderId, UploadId } from '../../domain/shared/ids.js';

/** A file that comes in parts; the parts themselves are in the `UploadStore`. */
export interface Upload {
  readonly id: UploadId;
  readonly fileName: string;
  readonly size: number;
  /** Bytes of every part but the last. */
  readonly partSize: number;
  readonly lenderId: LenderId | null;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly keepUntil: Instant;
}

export interface UploadPart {
  /** From 1. */
  readonly number: number;
  readonly size: number;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly digest: string;
}

export abstract class Uploads {
  abstract add(upload: Upload): Promise<void>;
  abstract byId(id: UploadId): Promise<Upload | null>;
  /** In the order of their numbers. */
  abstract partsOf(id: UploadId): Promise<UploadPart[]>;
  /** Leaves a part alone that is there already; returns the one that is stored. */
  abstract addPart(id: UploadId, part: UploadPart): Promise<UploadPart>;
  /** Brings the end of its life forward; never puts it off. */
  abstract keepUntil(id: UploadId, until: Instant): Promise<void>;
  abstract expired(now: Instant, limit: number): Promise<Upload[]>;
  abstract remove(id: UploadId): Promise<void>;
}
