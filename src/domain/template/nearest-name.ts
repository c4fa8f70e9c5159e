/** The candidate that is fewest typing errors away, at most a third of the name's length; null when none is near. */
export function nearestName(name: string, candidates: readonly string[]): string | null {
  const written = name.toLowerCase();
  let nearest: string | null = null;
  let fewest = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    const known = candidate.toLowerCase();
    const begins = written.length >= 3 && (known.startsWith(written) || written.startsWith(known));
    const errors = begins ? 1 : typingErrors(written, known);
    if (errors < fewest) {
      fewest = errors;
      nearest = candidate;
    }
  }
  return nearest;
}

/** Insertions, deletions and replacements that turn one into the other (Levenshtein). */
function typingErrors(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let line = 1; line <= one.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= other.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (one[line - 1] === other[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
