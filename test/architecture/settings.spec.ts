import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENV_VARIABLES } from '../../src/config/env.js';
import { project } from './cruise.js';

const read = (path: string): string => readFileSync(join(project, path), 'utf8');

describe('the settings', () => {
  it('are the table of the README', () => {
    const rows = [...read('README.md').matchAll(/^\| `([A-Z_]+)` \|.*\| (.+) \|$/gm)];
    expect(rows.map(([, name, meaning]) => ({ name, meaning }))).toEqual(ENV_VARIABLES);
  });

  it('are the lines of .env.example, except for the mode: that file is for live mode', () => {
    const lines = [...read('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(['PARLEY_MODE', ...lines].sort()).toEqual(ENV_VARIABLES.map(({ name }) => name).sort());
  });
});
