/**
 * The rings of Parley as rules, each with its reason. `npm run check` runs them;
 * test/architecture/rings.spec.ts proves each one by a deliberate violation.
 */
const spec = '[.]spec[.]ts$';
const resolved = { couldNotResolve: false };

const compositions = ['^src/[^/]+[.]ts$', '^src/demo/'];
const entryPoints = '^src/(main|cli|open-api|demo/main|adapters/channels/[^/]+/(provider|child)/main)[.]ts$';

/** Where a vendor's package may be imported. `better-sqlite3`, for instance, is known to one folder of the product. */
const vendors = {
  typeorm: {
    packages: '(@nestjs/typeorm|typeorm|better-sqlite3|mysql2)',
    home: '^src/adapters/persistence/',
  },
  fastify: {
    packages: '(fastify|@nestjs/platform-fastify)',
    home: '^src/(adapters/http/|(http-application|open-api-document)[.]ts$|main[.]ts$|demo/)',
  },
  swagger: { packages: '@nestjs/swagger', home: '^src/adapters/http/' },
  argon2: { packages: '@node-rs/argon2', home: '^src/adapters/security/' },
  'prom-client': { packages: 'prom-client', home: '^src/adapters/metrics/' },
  handlebars: { packages: 'handlebars', home: '^src/adapters/templating/' },
  yaml: { packages: 'yaml', home: '^src/adapters/(config-files|templating)/' },
  'node-cron': { packages: 'node-cron', home: '^src/adapters/jobs/' },
  'csv-parse': { packages: 'csv-parse', home: '^src/adapters/intake/' },
  libphonenumber: { packages: 'libphonenumber-js', home: '^src/adapters/intake/' },
  pino: { packages: 'pino', home: '^src/adapters/system/' },
  commander: { packages: 'commander', home: '^src/(adapters/cli/|cli[.]ts$|demo/)' },
  telegram: { packages: 'node-telegram-bot-api', home: '^src/adapters/channels/telegram/' },
  wecom: { packages: '@wecom/crypto', home: '^src/adapters/channels/wecom/' },
  twilio: { packages: 'twilio', home: '^src/adapters/channels/twilio/' },
  wechaty: {
    packages: '(wechaty(-puppet|-puppet-service)?|file-box)',
    home: '^src/adapters/channels/wechaty/child/',
  },
  smpp: { packages: 'smpp', home: '^src/adapters/channels/smpp/' },
  temporal: { packages: 'temporal-(polyfill|spec|utils)', home: '^src/domain/calendar/' },
};

module.exports = {
  forbidden: [
    {
      name: 'domain-imports-only-domain',
      comment: 'The rules must be readable, testable and true without a framework, a database or a clock.',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: spec },
      to: { pathNot: ['^src/domain/', '^node_modules/temporal-(polyfill|spec|utils)/'], ...resolved },
    },
    {
      name: 'application-imports-domain-and-ports',
      comment: 'A use case names what it needs as a port; @nestjs/common is there for @Injectable only.',
      severity: 'error',
      from: { path: '^src/application/', pathNot: [spec, '^src/application/ports/'] },
      to: { pathNot: ['^src/(domain|application)/', '^node_modules/@nestjs/common/'], ...resolved },
    },
    {
      name: 'ports-know-no-use-case',
      comment:
        'Ports are the lower edge of the application: they speak the words of the domain and of other ports.',
      severity: 'error',
      from: { path: '^src/application/ports/' },
      to: { pathNot: ['^src/domain/', '^src/application/ports/'], ...resolved },
    },
    {
      name: 'adapters-are-plugged-in-at-the-top',
      comment: 'Only the composition knows which vendor stands behind a port.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(domain|application|adapters)/', spec, ...compositions] },
      to: { path: '^src/adapters/' },
    },
    {
      name: 'adapters-stay-apart',
      comment: 'Adapters meet in app.module.ts only; an adapter that needs another asks for a port.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'channels-stay-apart',
      comment: 'Every provider is an adapter of its own: deleting its folder removes it and nothing else.',
      severity: 'error',
      from: { path: '^src/adapters/channels/([^/]+)/' },
      to: { path: '^src/adapters/channels/[^/]+/', pathNot: '^src/adapters/channels/$1/' },
    },
    ...Object.entries(vendors).map(([vendor, { packages, home }]) => ({
      name: `one-vendor-one-folder-${vendor}`,
      comment: 'One vendor, one folder: replacing it touches nothing else.',
      severity: 'error',
      from: { path: '^src/', pathNot: [home, spec, '^src/(domain|application)/'] },
      to: { path: `^node_modules/${packages}/` },
    })),
    {
      name: 'only-the-line-sends',
      comment:
        'Nothing is sent except through the contact policy: only the outbound line and channels see send().',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/application/outbound/', '^src/adapters/channels/', spec],
      },
      to: { path: '^src/application/ports/channel-gateway[.]ts$' },
    },
    {
      name: 'no-cycle',
      comment: 'Files in a cycle can only be understood, tested and changed together; types count too.',
      severity: 'error',
      from: { pathNot: '^node_modules/' },
      to: { circular: true },
    },
    {
      name: 'no-barrel',
      comment: 'index.ts hides who depends on what and makes cycles.',
      severity: 'error',
      from: { path: '^src/(|.*/)index[.]ts$' },
      to: {},
    },
    {
      name: 'web-talks-through-the-api',
      comment: 'The console uses the generated API client; it never reaches into the server.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^src/' },
    },
    {
      name: 'no-orphan',
      comment: 'A file that no entry point reaches is not part of the product.',
      severity: 'error',
      from: { path: entryPoints },
      to: { path: '^src/', pathNot: [spec, entryPoints], reachable: false },
    },
    {
      name: 'no-undeclared-package',
      comment: 'What is not in package.json is there by accident and may vanish with any update.',
      severity: 'error',
      from: { pathNot: '^node_modules/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'product-needs-no-development-package',
      comment: 'What runs in production is a dependency, not a development dependency.',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: [spec, '^src/(domain|application)/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'product-imports-no-test',
      comment: 'Tests, benchmarks and scripts look at the product, never the other way round.',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: [spec, '^src/(domain|application)/'] },
      to: { path: ['^(test|bench|scripts)/', spec] },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that cannot be found is an edge that no other rule can see.',
      severity: 'error',
      from: { pathNot: '^node_modules/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: '^(node_modules|client)/' },
    exclude: { path: '^(dist|coverage|data)/' },
    moduleSystems: ['es6', 'cjs'],
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
    },
  },
};
