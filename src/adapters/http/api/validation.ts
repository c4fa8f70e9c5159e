import { StandardSchemaValidationPipe } from '@nestjs/common';
import { RefusedPlaces } from '../../../domain/shared/refused-places.js';

/** Most places that one answer names. */
const MOST_PLACES = 20;

/** Checks body, query and path against their schemas; refuses with `REQUEST.INVALID` and every place. */
export const validation = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => {
      const places = issues.slice(0, MOST_PLACES).map(({ path = [], message }) => ({
        path: path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.'),
        detail: message,
      }));
      const [first] = places;
      const where = first?.path ? `"${first.path}"` : 'The request';
      return new RefusedPlaces('REQUEST.INVALID', `${where}: ${first?.detail ?? 'is not valid'}.`, places);
    },
  });
