import type { LocalDate } from '../calendar/local-date.js';
import { daysBetween } from '../calendar/local-date.js';
import type { Reading, Reference } from './calendar-words.js';
import { inYear, onDay } from './calendar-words.js';

/** How near a day is that nobody asks about when it is read the usual way, and how far one is that is still likely. */
const NEAR = 31;
const LIKELY = 150;

/** `3/12`: month first as in the United States, unless only day first makes a likely day; both where both do. */
export const slashed = (one: number, other: number, at: Reference): Reading => {
  const usual = inYear(one, other, at);
  return likelier(usual, at.monthFirst && usual ? null : inYear(other, one, at), at);
};

/** `3/12/2026`: the same, with the year told. */
export const slashedInYear = (one: number, other: number, year: number, at: Reference): Reading =>
  likelier(onDay(year, one, other), onDay(year, other, one), at);

function likelier(usual: LocalDate | null, turned: LocalDate | null, { today, tense }: Reference): Reading {
  if (usual === null || turned === null || usual === turned) return usual ?? turned;
  const distance = (date: LocalDate): number =>
    tense === 'past' ? daysBetween(date, today) : daysBetween(today, date);
  const [far, turnedFar] = [distance(usual), distance(turned)];
  if (far < 0 || turnedFar < 0) return far < 0 && turnedFar >= 0 && turnedFar <= LIKELY ? turned : usual;
  if ((far <= NEAR && far < turnedFar) || turnedFar > LIKELY) return usual;
  return far > LIKELY ? turned : [usual, turned];
}
