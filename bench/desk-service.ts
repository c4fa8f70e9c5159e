/** The real service with its HTTP side alone, on a port of its own; says where it listens, and what CPU it used. */
import 'reflect-metadata';
import { readEnv } from '../src/config/env.js';
import { createHttpApplication } from '../src/http-application.js';

const app = await createHttpApplication({ env: readEnv(), autostart: false }, false);
await app.listen(0, '127.0.0.1');
process.stdout.write(`${await app.getUrl()}\n`);
process.on('message', () => process.send?.(process.cpuUsage()));
