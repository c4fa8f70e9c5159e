/** What a scripted call comes to: an answer, or a connection that goes wrong. */
export type Script =
  | { readonly status: number; readonly body: unknown; readonly takes?: boolean }
  /** Not answered; the connection stays open. */
  | 'hangs'
  /** Cut in the middle of the answer. */
  | 'half-an-answer'
  /** Reset at once; nothing is taken. */
  | 'reset';

export const refusal = (error_code: number, description: string, parameters?: object): Script => ({
  status: error_code,
  body: { ok: false, error_code, description, ...(parameters ? { parameters } : {}) },
});
