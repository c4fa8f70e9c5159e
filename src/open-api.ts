import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './config/project-folder.js';
import { openApiDocument } from './open-api-document.js';

/** Writes the OpenAPI document of the routes as they are now; see `npm run api`. */
const document = await openApiDocument();
writeFileSync(join(projectFolder(), 'openapi.json'), `${JSON.stringify(document, null, 2)}\n`);
