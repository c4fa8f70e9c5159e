import type { TenantId, UploadId } from '../../domain/shared/ids.js';
import type { UploadPart } from './uploads.js';

/** Whose upload it is. */
export interface UploadPlace {
  readonly tenantId: TenantId;
  readonly id: UploadId;
}

/** The bytes of uploads, encrypted where they rest. */
export abstract class UploadStore {
  /** The part is there whole or not at all. */
  abstract put(upload: UploadPlace, part: UploadPart, bytes: Uint8Array): Promise<void>;
  /** Throws `UPLOAD.GONE` when the part is not there, `CIPHER.UNREADABLE` when it was tampered with. */
  abstract read(upload: UploadPlace, part: UploadPart): Promise<Uint8Array>;
  abstract remove(upload: UploadPlace): Promise<void>;
}
