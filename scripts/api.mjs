/** `npm run api`: writes openapi.json and the client from the routes as they are. Needs a built product. */
import { join } from 'node:path';
import { NotReady, root, runQuietly, say } from './ready/project.mjs';

for (const program of [
  ['dist/src/open-api.js'],
  ['scripts/api-client.mjs', 'openapi.json', join(root, 'client')],
]) {
  const { code, output } = await runQuietly(process.execPath, program);
  if (code === 0) continue;
  process.stderr.write(`${output}\n`);
  throw new NotReady(`${program[0]} failed; it says why above.`);
}
say('wrote openapi.json and client');
