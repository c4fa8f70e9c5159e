import { it } from '@jest/globals';

/** Runs a suite where its peer is here; elsewhere a skipped test stands for it. */
export function whereInstalled(isHere: boolean, name: string, suite: () => void): void {
  if (isHere) suite();
  else it.skip(name, () => undefined);
}
