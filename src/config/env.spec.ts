import { describe, expect, it } from '@jest/globals';
import { THRESHOLDS } from '../domain/understanding/thresholds.js';
import { Env, ENV_VARIABLES } from './env.js';

const KEY = Buffer.alloc(32, 1).toString('base64');
const LIVE = { FIELD_KEYS: `a:${KEY},b:${KEY}`, INDEX_KEY: KEY, CRISIS_LINES: 'CN=12356' };

describe('the environment', () => {
  it('is live with SQLite and every role unless told otherwise', () => {
    const env = new Env({ ...LIVE, PORT: '' });
    expect(env).toMatchObject({ mode: 'live', databaseUrl: 'sqlite:data/parley.db', port: 3000 });
    expect([...env.roles]).toEqual(['api', 'jobs', 'listeners']);
    expect(env.fieldKeys?.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(env.crisisLines.get('CN')).toBe('12356');
  });

  it('needs no key and has crisis lines in demo mode', () => {
    const env = new Env({ PARLEY_MODE: 'demo' });
    expect(env.fieldKeys).toBeNull();
    expect(env.crisisLines.get('US')).toBe('988');
  });

  it.each([
    ['FIELD_KEYS', undefined],
    ['FIELD_KEYS', 'secret'],
    ['FIELD_KEYS', `a:${KEY},a:${KEY}`],
    ['INDEX_KEY', undefined],
    ['INDEX_KEY', 'c2hvcnQ='],
    ['CRISIS_LINES', undefined],
    ['CRISIS_LINES', 'CN:12356'],
    ['DATABASE_URL', 'postgres://name:secret@host/db'],
    ['DATABASE_URL', 'sqlite:'],
    ['PARLEY_MODE', 'prod'],
    ['ROLES', 'api,web'],
    ['ROLES', 'api'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PUBLIC_URL', 'parley.example.com'],
    ['PUBLIC_URL', 'https://name:secret@parley.example.com'],
    ['PUBLIC_URL', 'https://parley.example.com/?key=secret'],
    ['LOG_LEVEL', 'loud'],
    ['CLAIM_LEASE_SECONDS', '0'],
    ['READING_THRESHOLDS', 'secret=0.5'],
    ['READING_THRESHOLDS', 'crisis=1'],
    ['READING_THRESHOLDS', 'crisis=0.0'],
    ['READING_THRESHOLDS', 'crisis=0.2,crisis=0.3'],
  ])('refuses an impossible %s (%s), naming it and not its value', (name, value) => {
    const make = (): Env => new Env({ ...LIVE, [name]: value });
    expect(make).toThrow(expect.objectContaining({ code: 'ENV.INVALID' }));
    expect(make).toThrow(new RegExp(`^The environment variable ${name} `));
    expect(make).not.toThrow(/secret/);
  });

  it('is reached at its own port unless told where, without a slash at the end', () => {
    expect(new Env({ ...LIVE, PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
    expect(new Env({ ...LIVE, PUBLIC_URL: 'https://example.com/parley/' }).publicUrl).toBe(
      'https://example.com/parley',
    );
  });

  it('sets some thresholds of reading and leaves the others', () => {
    const { readingThresholds } = new Env({ ...LIVE, READING_THRESHOLDS: 'crisis=0.15, beside=.6' });
    expect(readingThresholds).toEqual({ ...THRESHOLDS, crisis: 0.15, beside: 0.6 });
  });

  it('lets roles be split over processes with MySQL', () => {
    const env = new Env({ ...LIVE, ROLES: 'jobs', DATABASE_URL: 'mysql://root@localhost/parley' });
    expect([...env.roles]).toEqual(['jobs']);
  });

  it('says a sentence about every variable', () => {
    expect(ENV_VARIABLES.filter(({ meaning }) => meaning === '')).toEqual([]);
  });
});
