import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from 'prettier';
import { project } from './cruise.js';

const NAME = 'carrier-direct';
const COPIED = ['src', 'migrations', 'scripts', 'config', 'templates', 'test/support'];
const FILES = ['package.json', 'tsconfig.json', 'jest.config.mjs', '.prettierrc.json'];

let folder: string;
const run = (program: string, ...given: string[]) => {
  const ran = spawnSync(process.execPath, [program, ...given], { cwd: folder, encoding: 'utf8', env });
  return { code: ran.status, says: `${ran.stdout}${ran.stderr}` };
};
const { NODE_OPTIONS: _unused, ...env } = process.env;
const generate = (...given: string[]) => run('scripts/run-new-channel.mjs', ...given);
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

/** As the command in front runs it, with the sentence for the reader. */
const RUNNER = `import('./new-channel.mjs').catch((error) => { console.error(error.message); process.exit(1); });\n`;

describe('npm run new:channel', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'new-channel-'));
    for (const path of COPIED) cpSync(join(project, path), join(folder, path), { recursive: true });
    for (const path of FILES) cpSync(join(project, path), join(folder, path));
    symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'scripts/run-new-channel.mjs'), RUNNER);
    expect(generate(NAME, 'wechat')).toMatchObject({ code: 0 });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('writes a folder, a peer and two specs, and registers the provider', () => {
    expect(readdirSync(join(folder, `src/adapters/channels/${NAME}`)).sort()).toEqual([
      'carrier-direct-providers.ts',
      'carrier-direct.callback.ts',
      'carrier-direct.gateway.ts',
      'settings.ts',
      'translate.spec.ts',
      'translate.ts',
    ]);
    const registry = read('src/adapters/channels/channel-providers.ts');
    expect(registry.match(/CarrierDirectRegistration|CARRIER_DIRECT_PROVIDERS/g)).toHaveLength(4);
    expect(read(`test/medium/channels/${NAME}.spec.ts`)).toContain('describeChannel(CARRIER_DIRECT)');
    expect(read(`test/e2e/channels/${NAME}.spec.ts`)).toContain('describeConversation(CARRIER_DIRECT)');
  });

  it('writes what compiles and is formatted', async () => {
    const own = [
      `src/adapters/channels/${NAME}`,
      'test/support/peers',
      'test/medium/channels',
      'test/e2e/channels',
    ];
    const written = own.flatMap((place) =>
      readdirSync(join(folder, place))
        .filter((file) => place.endsWith(NAME) || file.startsWith(NAME))
        .map((file) => join(place, file)),
    );
    expect(written).toHaveLength(9);
    const style = JSON.parse(read('.prettierrc.json')) as object;
    for (const path of [...written, 'src/adapters/channels/channel-providers.ts']) {
      expect([path, await check(read(path), { ...style, filepath: path })]).toEqual([path, true]);
    }
    const files = written.filter((path) => !/^test\/(medium|e2e)/.test(path));
    const types = { extends: './tsconfig.json', compilerOptions: { rootDir: '.' }, files, include: [] };
    writeFileSync(join(folder, 'tsconfig.written.json'), JSON.stringify(types));
    const compiler = 'node_modules/typescript/bin/tsc';
    expect(run(compiler, '-p', 'tsconfig.written.json', '--noEmit')).toEqual({ code: 0, says: '' });
  });

  it('writes a contract suite that fails and says why', () => {
    const { code, says } = run(
      '--experimental-vm-modules',
      'node_modules/jest/bin/jest.js',
      ...[
        '--selectProjects',
        'medium',
        '--testPathPatterns',
        `channels/${NAME}`,
        '-t',
        'hands a text over once',
      ],
    );
    expect(code).toBe(1);
    expect(says).toContain(`The peer of ${NAME} is not written yet`);
    expect(says).toMatch(/Tests: +1 failed/);
  });

  it.each([
    [['Bad_Name'], 'Name the provider'],
    [[], 'Name the provider'],
    [['another', 'pigeon'], 'There is no channel "pigeon"'],
    [[NAME], 'exists already'],
  ])('refuses %j and writes nothing', (given, sentence) => {
    const before = read('src/adapters/channels/channel-providers.ts');
    const { code, says } = generate(...given);
    expect([code, says.includes(sentence)]).toEqual([1, true]);
    expect(read('src/adapters/channels/channel-providers.ts')).toBe(before);
  });
});
