/** Turns passwords into what may be stored; slow on purpose, so never inside a unit of work. */
export abstract class PasswordHashing {
  abstract hash(password: string): Promise<string>;
  /** Takes the same time whether the hash is there or not; false without one. */
  abstract matches(password: string, hash: string | null): Promise<boolean>;
}
