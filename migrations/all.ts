import { Foundations1795300000000 } from './1795300000000-foundations.js';
import { Portfolio1795300100000 } from './1795300100000-portfolio.js';
import { Outbound1795300200000 } from './1795300200000-outbound.js';
import { Conversation1795300300000 } from './1795300300000-conversation.js';
import { People1795400000000 } from './1795400000000-people.js';
import { IntakeAndPayments1795400100000 } from './1795400100000-intake-and-payments.js';
import { Revisions1795400200000 } from './1795400200000-revisions.js';
import { Desk1795400400000 } from './1795400400000-desk.js';
import { DeskWork1795400500000 } from './1795400500000-desk-work.js';
import { Insights1795400700000 } from './1795400700000-insights.js';
import { Sandboxes1795400800000 } from './1795400800000-sandboxes.js';
import { Channels1795400900000 } from './1795400900000-channels.js';
import { PlanInterest1795401000000 } from './1795401000000-plan-interest.js';
import { Webhooks1795400600000 } from './1795400600000-webhooks.js';

/** Every migration, oldest first. */
export const MIGRATIONS = [
  Foundations1795300000000,
  Portfolio1795300100000,
  Outbound1795300200000,
  Conversation1795300300000,
  People1795400000000,
  IntakeAndPayments1795400100000,
  Revisions1795400200000,
  Desk1795400400000,
  DeskWork1795400500000,
  Insights1795400700000,
  Sandboxes1795400800000,
  Webhooks1795400600000,
  Channels1795400900000,
  PlanInterest1795401000000,
];
