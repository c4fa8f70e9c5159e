import { DomainError } from '../../domain/shared/domain-error.js';

/** The whole number that an option gives, within its bounds; throws `CLI.BAD_NUMBER` naming the option. */
export const wholeNumber = (option: string, raw: string, from: number, to: number): number => {
  const number = Number(raw);
  if (/^\d{1,15}$/.test(raw) && number >= from && number <= to) return number;
  throw new DomainError(
    'CLI.BAD_NUMBER',
    `The option ${option} must be a whole number from ${from} to ${to}, not "${raw}".`,
  );
};
