import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { failure } from '../adapters/cli/failure.js';
import { DEFAULT_TENANT } from '../adapters/cli/run-command.js';
import type { Terminal } from '../adapters/cli/terminal.js';
import type { MovableClock } from '../adapters/system/movable-clock.js';
import { JobDriver } from '../application/ports/job-driver.js';
import { RecurringJobs } from '../application/ports/recurring-jobs.js';
import type { WorkScope } from '../application/ports/unit-of-work.js';
import type { Env } from '../config/env.js';
import { SECOND, plus } from '../domain/calendar/instant.js';
import { startListening } from '../service.js';
import { inviteDemoPeople } from './demo-people.js';
import type { DemoDebtor } from './portfolio.js';

/** Goes on as a service on the demo's data, its clock running on from the last day, until it is told to stop. */
export const serveDemo = async (
  app: NestFastifyApplication,
  env: Env,
  clock: MovableClock,
  scope: WorkScope,
  debtors: readonly DemoDebtor[],
  terminal: Terminal,
): Promise<void> => {
  const running = setInterval(() => clock.advanceTo(plus(clock.now(), SECOND)), SECOND);
  const stopListening = await startListening(app, env, (error) => void failure(error, terminal));
  await app.get(JobDriver, { strict: false }).start();
  await app.get(RecurringJobs, { strict: false }).start();
  await app.listen(env.port, '127.0.0.1');
  const { logins, password } = await inviteDemoPeople(app, scope);
  const url = await app.getUrl();
  const example = debtors.find((debtor) => debtor.temper === 'silent') ?? debtors[0];
  [
    '',
    `The service runs on this data; health: ${url}/health/ready`,
    'Chat as a debtor, in another terminal:',
    `  PARLEY_MODE=demo npm run --silent parley -- chat --debtor ${example?.reference ?? ''}`,
    ...(example
      ? [`  (asked who you are: ID ends in ${example.idNumber.slice(-4)}, born ${example.birthDate})`]
      : []),
    'Work as staff:',
    '  PARLEY_MODE=demo npm run --silent parley -- desk queue',
    `Or over HTTP, as ${logins.join(' or ')} with the password ${password}:`,
    `  curl -s ${url}/v1/sessions -H 'content-type: application/json' \\`,
    `    -d '{"tenant":"${DEFAULT_TENANT}","login":"${logins[0] ?? ''}","password":"${password}"}'`,
    `  curl -s ${url}/v1/desk/queue -H 'authorization: Bearer <token>'`,
    'Ctrl-C stops it.',
  ].forEach((line) => terminal.out(line));
  await new Promise<void>((stop) => {
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  clearInterval(running);
  await stopListening();
};
