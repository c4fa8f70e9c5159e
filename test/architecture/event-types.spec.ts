import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STREAMED_EVENTS } from '../../src/application/live/live-events-of.js';
import { WEBHOOK_EVENT_TYPES } from '../../src/domain/webhook/webhook-event.js';
import { project } from './cruise.js';

const application = join(project, 'src/application');
const source = readdirSync(application, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.startsWith('live'))
  .map((file) => readFileSync(join(application, file), 'utf8'))
  .join('\n');

/** As a whole, or made of its first word and a state. */
const isMade = (type: string): boolean =>
  source.includes(`'${type}'`) || source.includes(`\`${type.split('.')[0]}.\${`);

describe('the events that are told', () => {
  it.each([...new Set([...Object.keys(STREAMED_EVENTS), ...WEBHOOK_EVENT_TYPES])])(
    '%s is an event that something appends',
    (type) => {
      expect(isMade(type)).toBe(true);
    },
  );
});
