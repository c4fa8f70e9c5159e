import { Foundations1795300000000 } from './1795300000000-foundations.js';

/** Every migration, oldest first. */
export const MIGRATIONS = [Foundations1795300000000];
