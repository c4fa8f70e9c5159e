/** Whom a person in danger can call, by ISO 3166-1 alpha-2 country. Never empty. */
export abstract class CrisisLines {
  abstract crisisLine(country: string): string;
  abstract emergencyNumber(country: string): string;
}
