import { parseArgs } from 'node:util';
import { SimulatorProvider } from './simulator-provider.js';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    log: { type: 'string' },
    'no-receipts': { type: 'boolean', default: false },
    'until-input-ends': { type: 'boolean', default: false },
  },
});

const provider = await SimulatorProvider.start({
  port: Number(values.port),
  logFile: values.log ?? null,
  receipts: !values['no-receipts'],
});
process.stdout.write(`${provider.url}\n`);

const stop = (): void => void provider.stop().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
if (values['until-input-ends']) process.stdin.once('end', stop).resume();
