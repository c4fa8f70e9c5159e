import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { openApiDocument } from '../../src/open-api-document.js';
import { project } from './cruise.js';

const filesOf = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesOf(path) : [path];
  });

const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(filesOf(folder).map((file) => [relative(folder, file), readFileSync(file, 'utf8')]));

/** Where one of these fails: `npm run api`, then commit what it wrote. */
describe('what is generated from the routes', () => {
  it('is the OpenAPI document', async () => {
    const document = JSON.parse(readFileSync(join(project, 'openapi.json'), 'utf8')) as unknown;
    expect(JSON.parse(JSON.stringify(await openApiDocument()))).toEqual(document);
  });

  it('is the client', () => {
    const fresh = mkdtempSync(join(tmpdir(), 'parley-client-'));
    const program = [join(project, 'scripts/api-client.mjs'), join(project, 'openapi.json'), fresh];
    try {
      execFileSync(process.execPath, program, { cwd: project });
      expect(contents(join(project, 'client'))).toEqual(contents(fresh));
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  });
});
