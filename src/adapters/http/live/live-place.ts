/** How far somebody has heard: everything up to `sequence`, and so many parts of the event after it. */
export interface LivePlace {
  readonly sequence: number;
  readonly part: number;
}

export const PLACE = /^(\d{1,15})(?:\.(\d{1,4}))?$/;

/** `41`, or `41.2` when two parts of what comes after 41 are heard. */
export const writePlace = ({ sequence, part }: LivePlace): string =>
  part === 0 ? String(sequence) : `${sequence}.${part}`;

export const readPlace = (text: string): LivePlace | null => {
  const [, sequence, part = '0'] = PLACE.exec(text) ?? [];
  return sequence === undefined ? null : { sequence: Number(sequence), part: Number(part) };
};
