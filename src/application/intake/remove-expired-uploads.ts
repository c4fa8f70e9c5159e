import { Injectable } from '@nestjs/common';
import type { TenantId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Imports } from '../ports/imports.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { UploadStore } from '../ports/upload-store.js';
import { Uploads } from '../ports/uploads.js';

const BATCH = 100;

/** Removes uploads whose time is over, unless an import still needs them. Returns how many. */
@Injectable()
export class RemoveExpiredUploads {
  constructor(
    private readonly uploads: Uploads,
    private readonly store: UploadStore,
    private readonly imports: Imports,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** The bytes go first: a row without bytes is found again, bytes without a row never. */
  async run(tenantId: TenantId): Promise<number> {
    const scope: WorkScope = { tenantId, actor: { kind: 'system', name: 'uploads' } };
    const expired = await this.unitOfWork.run(scope, async () => {
      const needed = new Set((await this.imports.unfinished()).map(({ uploadId }) => uploadId));
      const over = await this.uploads.expired(this.clock.now(), BATCH);
      return over.filter(({ id }) => !needed.has(id));
    });
    for (const { id } of expired) {
      await this.store.remove({ tenantId, id });
      await this.unitOfWork.run(scope, async () => {
        await this.uploads.remove(id);
        await this.events.append([{ type: 'upload.removed', subjects: { upload: id } }]);
      });
    }
    return expired.length;
  }
}
