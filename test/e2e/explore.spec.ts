import { it } from '@jest/globals';
import { ParleyHome } from '../support/parley-process.js';
it('x', async () => {
  const home = new ParleyHome();
  const show = async (vars: Record<string, string>, ...argv: string[]) => {
    const t = Date.now();
    const r = await home.runWith(vars, ...argv);
    console.log(
      JSON.stringify(vars).slice(0, 200),
      argv.join(' ').slice(0, 100),
      Date.now() - t,
      'ms',
      r.code,
      '\nOUT',
      r.out.slice(0, 700),
      '\nERR',
      r.error.slice(0, 1500),
    );
  };
  await show({}, '--help');
  await show({});
  await show({}, 'desk');
  await show({}, 'nonsense');
  await show({}, 'desk', 'queue', '--limit', 'x');
  await show({}, 'desk', 'claim', 'x');
  await show({}, 'desk', 'hand-back', 'x');
  await show({}, 'import', 'debts', 'a', 'b');
  await show({ PARLEY_MODE: 'live' }, 'jobs', 'list');
  await show({ DATABASE_URL: 'sqlite:/proc/nope/x.db' }, 'jobs', 'list');
  await show({ DATABASE_URL: 'sqlite:/tmp' }, 'jobs', 'list');
  home.file(
    'bad.db',
    'this is not a database at all, really not, no no no no no no no no no no no no no no no no',
  );
  await show({ DATABASE_URL: 'sqlite:bad.db' }, 'jobs', 'list');
  await show({ DATABASE_URL: 'mysql://root@127.0.0.1:1/x' }, 'jobs', 'list');
  await show({ DATABASE_URL: 'mysql://nobody:pw@127.0.0.1:3306/x' }, 'jobs', 'list');
  await show({ DATABASE_URL: 'mysql://root@127.0.0.1:3306/nosuch' }, 'jobs', 'list');
  await show({ DATABASE_URL: 'mysql://root@nosuch.invalid:3306/nosuch' }, 'jobs', 'list');
  await show({ DATABASE_URL: 'mysql://root@127.0.0.1:99999/nosuch' }, 'jobs', 'list');
  await show({}, 'import', 'debts', '.');
  await show({}, 'import', 'debts', 'nofile.csv');
  await show({}, 'lender', 'apply', 'nofile.csv');
  await show({}, 'jobs', 'run', 'nofile');
  await show({}, '--tenant', 'x', 'jobs', 'list');
  await show({}, '--tenant', 'x', 'desk', 'queue');
  await show({}, 'tenant', 'create', 'X Y', 'desk');
  await show({}, 'channel', 'add', '--channel', 'sms', '--provider', 'foo', '--label', 'x');
  await show({}, 'chat', '--debtor', 'x');
  const s = await home.serve();
  console.log(s.url);
  await show({}, 'jobs', 'list');
  const second = home.start('src/main.ts', []);
  console.log('second', JSON.stringify(await second.ended()));
  const t = Date.now();
  s.signal('SIGTERM');
  console.log(
    JSON.stringify(await s.ended()).slice(0, 3000),
    Date.now() - t,
    home.has('data/test/parley.db.sock'),
  );
}, 300_000);
