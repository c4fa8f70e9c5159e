import { EventEntity } from './entities/event.entity.js';
import { JobEntity } from './entities/job.entity.js';
import { RecurringJobEntity } from './entities/recurring-job.entity.js';
import { TenantEntity } from './entities/tenant.entity.js';

/** Every table of Parley. */
export const ENTITIES = [TenantEntity, EventEntity, JobEntity, RecurringJobEntity];
