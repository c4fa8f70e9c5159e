import type { Revision, RevisionFault } from '../../domain/revision/revision.js';
import { RefusedPlaces } from '../../domain/shared/refused-places.js';

type PlacedFault = RevisionFault & { readonly otherPath?: string | null };

/** `stop  steps.2.id, steps.0.id: Two steps have the same id.` */
export const faultLines = (faults: readonly PlacedFault[]): string[] =>
  faults.map(
    ({ severity, path, otherPath, detail }) =>
      `${severity}  ${path}${otherPath ? `, ${otherPath}` : ''}: ${detail}`,
  );

/** Throws when something stops the content, after the lines were told. */
export const refuseStopped = (name: string, faults: readonly PlacedFault[]): void => {
  const stops = faults.filter(({ severity }) => severity === 'stop');
  if (stops.length === 0) return;
  throw new RefusedPlaces(
    'REVISION.FAULTY',
    `${name} cannot be published; what stops it is told above.`,
    stops.map(({ path, detail }) => ({ path, detail })),
  );
};

export const revisionLine = ({ name, number, state }: Revision): string => `${name} ${number}: ${state}.`;
