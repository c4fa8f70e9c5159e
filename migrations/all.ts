import { Foundations1795300000000 } from './1795300000000-foundations.js';
import { Portfolio1795300100000 } from './1795300100000-portfolio.js';
import { Outbound1795300200000 } from './1795300200000-outbound.js';
import { Conversation1795300300000 } from './1795300300000-conversation.js';
import { Revisions1795400200000 } from './1795400200000-revisions.js';

/** Every migration, oldest first. */
export const MIGRATIONS = [
  Foundations1795300000000,
  Portfolio1795300100000,
  Outbound1795300200000,
  Conversation1795300300000,
  Revisions1795400200000,
];
