/**
 * `npm run new:channel -- <name> [channel]`: writes the folder of a new provider, its peer and its specs, and registers
 * it. What it writes compiles, and its contract suite fails until there is a peer to prove it against.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format } from 'prettier';
import { NotReady, root, say } from './ready/project.mjs';

const CHANNELS = ['wechat', 'sms', 'telegram', 'simulator'];
const REGISTRY = 'src/adapters/channels/channel-providers.ts';

/** Where each template goes. */
const FILES = {
  settings: 'src/adapters/channels/__name__/settings.ts',
  translate: 'src/adapters/channels/__name__/translate.ts',
  'translate.spec': 'src/adapters/channels/__name__/translate.spec.ts',
  gateway: 'src/adapters/channels/__name__/__name__.gateway.ts',
  callback: 'src/adapters/channels/__name__/__name__.callback.ts',
  providers: 'src/adapters/channels/__name__/__name__-providers.ts',
  peer: 'test/support/peers/__name__.ts',
  'contract.spec': 'test/medium/channels/__name__.spec.ts',
  'conversation.spec': 'test/e2e/channels/__name__.spec.ts',
};

const [name, channel = 'sms'] = process.argv.slice(2);
if (name === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
  throw new NotReady('Name the provider in small letters: npm run new:channel -- <name> [channel].');
}
if (!CHANNELS.includes(channel)) {
  throw new NotReady(`There is no channel "${channel}"; known: ${CHANNELS.join(', ')}.`);
}

const className = name.replace(/(^|-)([a-z0-9])/g, (_all, _dash, letter) => letter.toUpperCase());
const constant = name.replaceAll('-', '_').toUpperCase();
const filled = (text) =>
  text
    .replaceAll('__NAME__', constant)
    .replaceAll('__Name__', className)
    .replaceAll('__name__', name)
    .replaceAll('__channel__', channel);

const written = Object.entries(FILES).map(([template, path]) => ({
  path: filled(path),
  text: filled(readFileSync(join(root, 'scripts/new-channel', `${template}.ts.txt`), 'utf8')),
}));
const inTheWay = written.find(({ path }) => existsSync(join(root, path)));
if (inTheWay) throw new NotReady(`${inTheWay.path} exists already; choose another name.`);

/** The registry with one import, one list and one class more, each at the end of its kind. */
function registered(text) {
  const behindLast = (pattern, addition) => {
    const found = [...text.matchAll(pattern)].at(-1);
    if (found === undefined)
      throw new NotReady(`${REGISTRY} has changed its shape; register ${name} by hand.`);
    const at = found.index + found[0].length;
    text = text.slice(0, at) + addition + text.slice(at);
  };
  behindLast(
    /^import \{ \w+_PROVIDERS, .*;\n/gm,
    `import { ${constant}_PROVIDERS, ${className}Registration } from './${name}/${name}-providers.js';\n`,
  );
  behindLast(/^ {2}\w+Registration,\n(?=\] as const)/gm, `  ${className}Registration,\n`);
  behindLast(/^ {2}\.\.\.\w+_PROVIDERS,\n/gm, `  ...${constant}_PROVIDERS,\n`);
  return text;
}

const style = JSON.parse(readFileSync(join(root, '.prettierrc.json'), 'utf8'));
const registry = { path: REGISTRY, text: registered(readFileSync(join(root, REGISTRY), 'utf8')) };
for (const { path, text } of [...written, registry]) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), await format(text, { ...style, filepath: path }));
  say(`wrote ${path}`);
}
say(`next: the peer, then npm run test:medium -- test/medium/channels/${name}.spec.ts`);
