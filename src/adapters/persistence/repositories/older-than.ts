import type { OlderThan } from '../../../application/ports/notes.js';

/** The end of a statement that reads one page, newest first, by id. */
export const olderThan = ({
  before,
  limit,
}: OlderThan<string>): { condition: string; parameters: unknown[]; tail: string } =>
  before === null
    ? { condition: '', parameters: [limit], tail: 'ORDER BY id DESC LIMIT ?' }
    : { condition: 'AND id < ?', parameters: [before, limit], tail: 'ORDER BY id DESC LIMIT ?' };
