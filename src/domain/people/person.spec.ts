import { describe, expect, it } from '@jest/globals';
import { instant } from '../calendar/instant.js';
import { idOf } from '../shared/ids.js';
import type { LenderId, PersonId } from '../shared/ids.js';
import type { Person } from './person.js';
import { administersAll, requireLogin, requirePassword } from './person.js';

const codeOf = (work: () => void): string => {
  try {
    work();
    return 'fine';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a login', () => {
  it.each(['a', 'li.na', 'li-na_2', '9lives', 'a'.repeat(63)])('may be "%s"', (login) => {
    expect(codeOf(() => requireLogin(login))).toBe('fine');
  });
  it.each(['', 'Li', '.li', '-li', 'li na', '李娜', 'li@na', 'a'.repeat(64)])('may not be "%s"', (login) => {
    expect(codeOf(() => requireLogin(login))).toBe('PERSON.BAD_LOGIN');
  });
});

describe('a password', () => {
  const judged = (password: string): string => codeOf(() => requirePassword('wang.xiaoming', password));

  it.each([
    ['a'.repeat(12), 'fine'],
    ['a'.repeat(11), 'PERSON.WEAK_PASSWORD'],
    ['a'.repeat(128), 'fine'],
    ['a'.repeat(129), 'PERSON.WEAK_PASSWORD'],
    ['王'.repeat(12), 'fine'],
    ['🔑'.repeat(11), 'PERSON.WEAK_PASSWORD'],
    ['wang.xiaoming', 'PERSON.WEAK_PASSWORD'],
    ['Wang.Xiaoming', 'PERSON.WEAK_PASSWORD'],
  ])('"%s" is judged: %s', (password, verdict) => expect(judged(password)).toBe(verdict));
});

describe('who administers the whole tenant', () => {
  const person: Person = {
    id: idOf<PersonId>('p'),
    login: 'root',
    name: 'Root',
    locale: 'en',
    grants: [{ role: 'administrator', lenders: 'all' }],
    capacity: 8,
    languages: [],
    passwordHash: 'hash',
    createdAt: instant(0),
    disabledAt: null,
    version: 1,
  };

  it('can sign in and has the role for all lenders', () => {
    expect(administersAll(person)).toBe(true);
    expect(administersAll({ ...person, disabledAt: instant(1) })).toBe(false);
    expect(administersAll({ ...person, passwordHash: null })).toBe(false);
    expect(administersAll({ ...person, grants: [{ role: 'lead', lenders: 'all' }] })).toBe(false);
    const some = [{ role: 'administrator' as const, lenders: [idOf<LenderId>('l')] }];
    expect(administersAll({ ...person, grants: some })).toBe(false);
  });
});
