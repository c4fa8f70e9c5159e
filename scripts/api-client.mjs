/** node scripts/api-client.mjs <openapi.json> <folder>: writes the TypeScript client of an OpenAPI document. */
import { createClient } from '@hey-api/openapi-ts';

const [input, path] = process.argv.slice(2);

await createClient({
  input,
  output: { path, module: { extension: '.js' } },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
  logs: { level: 'silent' },
});
