/** How far an import of one file got; keyed by the file's fingerprint, so the same file resumes or is known. */
export interface ImportRun {
  readonly id: string;
  readonly kind: 'debts' | 'payments';
  readonly fingerprint: string;
  /** Data rows already committed. */
  readonly rowsDone: number;
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly finished: boolean;
}

export abstract class ImportRuns {
  abstract find(kind: ImportRun['kind'], fingerprint: string): Promise<ImportRun | null>;
  abstract save(run: ImportRun): Promise<void>;
}
