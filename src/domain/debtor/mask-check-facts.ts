import type { CheckFacts } from './debtor.js';

/** A chat text without the facts by which the debtor was checked: the ID, its last four characters, the birth date. */
export const maskCheckFacts = (text: string, { idNumber, birthDate }: CheckFacts): string =>
  secrets(idNumber, birthDate).reduce((masked, secret) => masked.replaceAll(secret, '****'), text);

const secrets = (idNumber: string | null, birthDate: string | null): string[] => {
  const digits = birthDate?.replaceAll('-', '') ?? null;
  return [idNumber, birthDate, digits, idNumber?.slice(-4) ?? null].filter((secret) => secret !== null);
};
