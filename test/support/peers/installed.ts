import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/**
 * Whether a program of another package is here; one that is missing is told, and with CI=true it is a failure, so that
 * a peer is never silently left out. A name without a folder is looked for like a command, in `/usr/sbin` too.
 */
export function requireProgram(program: string, debianPackage: string): boolean {
  const places = isAbsolute(program)
    ? [program]
    : [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'].map((folder) => join(folder, program));
  return places.some(isExecutable) || leftOut(program, debianPackage);
}

/** The same for a file that a package brings, such as a module of Perl. */
export function requireFile(places: readonly string[], debianPackage: string): boolean {
  return places.some(isReadable) || leftOut(places[0] ?? debianPackage, debianPackage);
}

function leftOut(what: string, debianPackage: string): false {
  const sentence = `${what} is not here; install the Debian package ${debianPackage}`;
  if (process.env['CI'] === 'true') throw new Error(sentence);
  process.stderr.write(`left out: ${sentence}\n`);
  return false;
}

const can = (path: string, mode: number): boolean => {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
};
const isExecutable = (path: string): boolean => can(path, constants.X_OK);
const isReadable = (path: string): boolean => can(path, constants.R_OK);
