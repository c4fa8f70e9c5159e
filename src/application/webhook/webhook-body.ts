import { toIso } from '../../domain/calendar/instant.js';
import type { SealedEvent } from '../ports/event-log.js';

/** What another system is told of an event: ids and figures, no words of people. */
export const webhookBody = (
  event: Pick<SealedEvent, 'id' | 'type' | 'at' | 'sequence' | 'subjects' | 'payload'>,
) =>
  JSON.stringify({
    id: event.id,
    type: event.type,
    at: toIso(event.at),
    sequence: event.sequence,
    subjects: event.subjects,
    payload: event.payload ?? {},
  });
