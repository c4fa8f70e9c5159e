/** A small project that keeps every rule, and for each rule the files that break it and nothing else. */
export type Files = Readonly<Record<string, string>>;

function uses(...paths: string[]): string {
  return paths
    .map((path, at) => `import * as import${at} from '${path}';\nexport { import${at} };\n`)
    .join('');
}

const packages = ['typeorm', 'fastify', 'handlebars', 'yaml', 'node-cron', 'csv-parse', 'libphonenumber-js'];
packages.push('pino', 'commander', 'temporal-polyfill', '@nestjs/common', '@nestjs/swagger');
packages.push('twilio');
packages.push('smpp', '@node-rs/argon2', 'prom-client', '@wecom/crypto');
packages.push('node-telegram-bot-api', 'wechaty');

function installed(name: string): Files {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({
      name,
      version: '1.0.0',
      type: 'module',
      exports: './x.js',
    }),
    [`node_modules/${name}/x.js`]: 'export const x = 1;\n',
  };
}

export const CLEAN: Files = {
  'package.json': JSON.stringify({
    type: 'module',
    dependencies: Object.fromEntries(packages.map((name) => [name, '1.0.0'])),
    devDependencies: { jest: '1.0.0' },
  }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: { target: 'ES2023', module: 'NodeNext', moduleResolution: 'NodeNext' },
  }),
  ...[...packages, 'jest', 'left-pad'].map(installed).reduce((all, files) => ({ ...all, ...files })),
  'src/domain/debt/debt.ts': uses('../calendar/zone.js'),
  'src/domain/calendar/zone.ts': uses('temporal-polyfill'),
  'src/application/ports/debts.ts': uses('../../domain/debt/debt.js'),
  'src/application/ports/channel-gateway.ts': 'export abstract class ChannelGateway {}\n',
  'src/application/outbound/outbound.pipeline.ts': uses(
    '@nestjs/common',
    '../ports/channel-gateway.js',
    '../ports/debts.js',
  ),
  'src/adapters/persistence/debts.ts': uses('typeorm', '../../application/ports/debts.js'),
  'src/adapters/http/server.ts': uses('fastify', '../../application/outbound/outbound.pipeline.js'),
  'src/adapters/channels/simulator/gateway.ts': uses('../../../application/ports/channel-gateway.js'),
  'src/config/env.ts': uses('../domain/debt/debt.js'),
  'src/app.module.ts': uses(
    './adapters/persistence/debts.js',
    './adapters/http/server.js',
    './adapters/channels/simulator/gateway.js',
    './config/env.js',
  ),
  'migrations/first.ts': uses('typeorm'),
  'test/support/databases.ts': 'export const databases = [];\n',
};

/** By rule: files to add to the clean project. The first one is where the rule has to fire. */
export const VIOLATIONS: Readonly<Record<string, Files>> = {
  'domain-imports-only-domain': { 'src/domain/debt/reads-file.ts': uses('node:fs') },
  'application-imports-domain-and-ports': {
    'src/application/desk/asks-vendor.ts': "import type { x } from 'typeorm';\nexport type { x };\n",
  },
  'ports-know-no-use-case': { 'src/application/ports/knows.ts': uses('../outbound/outbound.pipeline.js') },
  'adapters-are-plugged-in-at-the-top': {
    'src/config/plugs-in.ts': uses('../adapters/persistence/debts.js'),
  },
  'adapters-stay-apart': { 'src/adapters/http/reaches-over.ts': uses('../persistence/debts.js') },
  'channels-stay-apart': { 'src/adapters/channels/smpp/reaches-over.ts': uses('../simulator/gateway.js') },
  'one-vendor-one-folder-typeorm': { 'src/adapters/http/queries.ts': uses('typeorm') },
  'one-vendor-one-folder-fastify': { 'src/adapters/jobs/listens.ts': uses('fastify') },
  'one-vendor-one-folder-swagger': { 'src/adapters/jobs/documents.ts': uses('@nestjs/swagger') },
  'one-vendor-one-folder-argon2': { 'src/adapters/http/hashes.ts': uses('@node-rs/argon2') },
  'one-vendor-one-folder-prom-client': { 'src/adapters/http/counts.ts': uses('prom-client') },
  'one-vendor-one-folder-handlebars': { 'src/adapters/jobs/renders.ts': uses('handlebars') },
  'one-vendor-one-folder-yaml': { 'src/adapters/jobs/reads-yaml.ts': uses('yaml') },
  'one-vendor-one-folder-node-cron': { 'src/adapters/http/fires.ts': uses('node-cron') },
  'one-vendor-one-folder-csv-parse': { 'src/adapters/http/reads-csv.ts': uses('csv-parse') },
  'one-vendor-one-folder-libphonenumber': { 'src/adapters/http/dials.ts': uses('libphonenumber-js') },
  'one-vendor-one-folder-pino': { 'src/adapters/http/logs.ts': uses('pino') },
  'one-vendor-one-folder-commander': { 'src/adapters/http/commands.ts': uses('commander') },
  'one-vendor-one-folder-telegram': {
    'src/adapters/channels/other/sends.ts': uses('node-telegram-bot-api'),
  },
  'one-vendor-one-folder-wecom': { 'src/adapters/http/decrypts.ts': uses('@wecom/crypto') },
  'one-vendor-one-folder-twilio': { 'src/adapters/http/texts.ts': uses('twilio') },
  'one-vendor-one-folder-wechaty': { 'src/adapters/channels/wechaty/logs-in.ts': uses('wechaty') },
  'one-vendor-one-folder-smpp': { 'src/adapters/http/binds.ts': uses('smpp') },
  'one-vendor-one-folder-temporal': { 'src/adapters/http/calculates-dates.ts': uses('temporal-polyfill') },
  'only-the-line-sends': { 'src/application/desk/sends.ts': uses('../ports/channel-gateway.js') },
  'no-cycle': {
    'src/domain/payment/first.ts':
      "import type { Second } from './second.js';\nexport type First = Second;\n",
    'src/domain/payment/second.ts':
      "import type { First } from './first.js';\nexport type Second = First | 1;\n",
  },
  'no-barrel': { 'src/domain/debt/index.ts': "export * from './debt.js';\n" },
  'web-talks-through-the-api': { 'web/src/page.ts': uses('../../src/domain/debt/debt.js') },
  'no-orphan': { 'src/domain/debt/forgotten.ts': uses('./debt.js') },
  'no-undeclared-package': { 'src/adapters/http/pads.ts': uses('left-pad') },
  'product-needs-no-development-package': { 'src/adapters/http/expects.ts': uses('jest') },
  'product-imports-no-test': { 'src/adapters/http/tests.ts': uses('../../../test/support/databases.js') },
  'everything-resolves': { 'src/adapters/http/guesses.ts': uses('./nowhere.js') },
};

/** The entry point that reaches every file of `src` but the forgotten one and the gateway that only the line may see. */
export function mainReaching(files: Files): string {
  const reached = Object.keys(files).filter(
    (path) =>
      path.startsWith('src/') && !path.endsWith('/forgotten.ts') && !path.endsWith('/channel-gateway.ts'),
  );
  return uses(...reached.map((path) => `./${path.slice('src/'.length).replace(/[.]ts$/, '.js')}`));
}
