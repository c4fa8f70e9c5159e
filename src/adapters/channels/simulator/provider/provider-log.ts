import { appendFileSync, closeSync, existsSync, openSync, readFileSync } from 'node:fs';

/** A text as it was handed to the provider, whatever became of it. */
export interface SeenText {
  readonly record: 'text';
  readonly account: string;
  readonly attemptId: string;
  readonly to: string;
  readonly text: string;
  readonly at: number;
  /** Null when it was not taken. */
  readonly providerMessageId: string | null;
}

/** Something for the account's listener, in the order in which it happened. */
export type ProviderEvent = { readonly sequence: number } & (
  | {
      readonly kind: 'receipt';
      readonly providerMessageId: string;
      readonly status: 'delivered' | 'read' | 'failed';
      readonly at: number;
      readonly detail: string | null;
    }
  | {
      readonly kind: 'message';
      readonly providerMessageId: string;
      readonly from: string;
      readonly content: unknown;
      readonly media: string | null;
      readonly sentAt: number;
    }
);

export type ProviderRecord =
  | SeenText
  | { readonly record: 'event'; readonly account: string; readonly event: ProviderEvent }
  | { readonly record: 'acknowledged'; readonly account: string; readonly through: number };

/** What the provider saw and said: one JSON line each, only ever appended. */
export class ProviderLog {
  private readonly descriptor: number | null;

  constructor(file: string | null) {
    this.descriptor = file === null ? null : openSync(file, 'a');
  }

  append(record: ProviderRecord): void {
    if (this.descriptor !== null) appendFileSync(this.descriptor, `${JSON.stringify(record)}\n`);
  }

  close(): void {
    if (this.descriptor !== null) closeSync(this.descriptor);
  }
}

/** The records of an earlier run; a last line that was cut off is left out. */
export function readProviderLog(file: string | null): ProviderRecord[] {
  if (file === null || !existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as ProviderRecord);
}
