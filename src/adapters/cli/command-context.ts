import type { Type } from '@nestjs/common';
import type { WorkScope } from '../../application/ports/unit-of-work.js';

/** What a command needs of the service and of the terminal it was typed in. */
export interface CommandContext {
  /** The use case or port of that class. */
  use<T>(token: Type<T> | (abstract new (...args: never[]) => T)): T;
  /** The tenant of `--tenant`, with the person of `--as` as actor. Throws `TENANT.UNKNOWN`. */
  scope(): Promise<WorkScope>;
  /** Who types: the name given by `--as`. Throws `CLI.NO_NAME` where a command needs one. */
  staff(): string;
  /** A path as the person typed it, from the folder they are in. */
  path(typed: string): string;
  out(line: string): void;
  /** Beside what is put out, for a part of the work that was refused. */
  error(line: string): void;
  /** One line that is written over by the next, on a terminal; nothing otherwise. */
  progress(line: string): void;
  /** What the person types, line by line. */
  lines(): AsyncIterable<string>;
}
