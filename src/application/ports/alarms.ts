/** Calls whoever operates Parley, at once. The sentence holds ids only, never what somebody said. */
export abstract class Alarms {
  abstract raise(sentence: string): void;
}
