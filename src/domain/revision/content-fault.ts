import type { RevisionFault } from './revision.js';

/** A fault that lies between two places of a content, or between it and something else in force. */
export interface ContentFault extends RevisionFault {
  /** Null: the fault has one place. */
  readonly otherPath: string | null;
}

type Severity = RevisionFault['severity'];

const fault =
  (severity: Severity) =>
  (code: string, path: string, otherPath: string | null, detail: string): ContentFault => ({
    severity,
    code,
    path,
    otherPath,
    detail,
  });

export const stop = fault('stop');
export const warn = fault('warn');

/** Places of a list whose value is that of an earlier place, each with that earlier place. */
export const repeated = (values: readonly string[]): readonly (readonly [later: number, earlier: number])[] =>
  values.flatMap((value, later) => {
    const earlier = values.indexOf(value);
    return earlier < later ? [[later, earlier] as const] : [];
  });
