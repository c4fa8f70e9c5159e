/** 2020-01-01; ids made before it would have negative numbers. */
const START = 1_577_836_800_000;
const COUNTERS = 4_096;

/**
 * The place of a record among all records of its conversation, from the time and the counter in its id: later
 * records have higher numbers, whatever their kind. A whole number that a double holds exactly.
 */
export const sequenceOf = (id: string): number => {
  const milliseconds = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  const counter = Number.parseInt(id.slice(15, 18), 16);
  return (milliseconds - START) * COUNTERS + counter;
};
