import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

export const project = resolve(import.meta.dirname, '../..');

export interface Breach {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

export interface Cruise {
  readonly breaches: readonly Breach[];
  readonly modules: number;
  readonly dependencies: number;
  readonly rules: readonly string[];
}

interface CruiseOutput {
  readonly summary: {
    readonly violations: readonly {
      readonly rule: { readonly name: string };
      readonly from: string;
      readonly to: string;
    }[];
    readonly totalCruised: number;
    readonly totalDependenciesCruised: number;
    readonly ruleSetUsed: { readonly forbidden: readonly { readonly name: string }[] };
  };
}

/** Runs dependency-cruiser with the rules of this project in a folder. */
export async function cruise(folder: string): Promise<Cruise> {
  const roots = ['src', 'migrations', 'bench', 'test', 'scripts', 'web'].filter((path) =>
    existsSync(resolve(folder, path)),
  );
  const { summary } = JSON.parse(await printed(folder, roots)) as CruiseOutput;
  return {
    breaches: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    modules: summary.totalCruised,
    dependencies: summary.totalDependenciesCruised,
    rules: summary.ruleSetUsed.forbidden.map(({ name }) => name),
  };
}

const printed = (folder: string, roots: readonly string[]): Promise<string> =>
  new Promise((done, fail) => {
    const program = resolve(project, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const rules = resolve(project, '.dependency-cruiser.cjs');
    execFile(
      process.execPath,
      [program, '--config', rules, '--output-type', 'json', ...roots],
      { cwd: folder, maxBuffer: 256 * 1024 * 1024 },
      (error, out) => (error ? fail(error) : done(out)),
    );
  });
