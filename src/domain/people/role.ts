import type { Permission } from './permission.js';

export const ROLES = ['staff', 'lead', 'operations', 'compliance', 'administrator', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

const READS_CONFIGURATION = [
  'imports.read',
  'payments.read',
  'lenders.read',
  'templates.read',
  'treatments.read',
  'limits.read',
] as const satisfies readonly Permission[];

const PUBLISHES = [
  'templates.publish',
  'treatments.publish',
  'limits.publish',
] as const satisfies readonly Permission[];

/** What each role may do. Whoever publishes must be another person than the author, whatever the roles. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  staff: [
    'desk.read',
    'desk.work',
    'cases.read',
    'cases.reveal',
    'holds.place',
    'lenders.read',
    'simulator.use',
  ],
  lead: [
    'desk.read',
    'desk.work',
    'desk.lead',
    'cases.read',
    'cases.reveal',
    'cases.evidence',
    'holds.place',
    'holds.release',
    ...READS_CONFIGURATION,
    ...PUBLISHES,
    'insights.read',
    'channels.read',
    'channels.pause',
    'simulator.use',
  ],
  operations: [
    'cases.read',
    ...READS_CONFIGURATION,
    'imports.run',
    'payments.record',
    'payments.match',
    'templates.edit',
    'treatments.edit',
    'limits.edit',
    ...PUBLISHES,
    'policy.read',
    'insights.read',
    'channels.read',
    'channels.pause',
    'simulator.use',
  ],
  compliance: [
    'desk.read',
    'cases.read',
    'cases.reveal',
    'cases.evidence',
    'holds.place',
    'holds.release',
    ...READS_CONFIGURATION,
    ...PUBLISHES,
    'policy.read',
    'policy.edit',
    'insights.read',
    'channels.read',
    'audit.read',
    'simulator.use',
  ],
  administrator: [
    'lenders.read',
    'lenders.edit',
    'payment-sources.manage',
    'channels.read',
    'channels.pause',
    'channels.log-in',
    'channels.manage',
    'people.manage',
    'api-keys.manage',
    'webhooks.manage',
    'simulator.use',
  ],
  auditor: [
    'cases.read',
    'cases.evidence',
    ...READS_CONFIGURATION,
    'policy.read',
    'insights.read',
    'channels.read',
    'audit.read',
  ],
};
