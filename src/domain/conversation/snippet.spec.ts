import { expect, it } from '@jest/globals';
import { localDate } from '../calendar/local-date.js';
import { snippetOf } from './snippet.js';

const CHECK = { idNumber: '11010119900501123X', birthDate: localDate('1990-05-01') };

it('is one line of at most 60 characters', () => {
  expect(snippetOf({ kind: 'text', text: ' hello\n  there ' }, CHECK)).toBe('hello there');
  const long = snippetOf({ kind: 'text', text: '好'.repeat(80) }, CHECK);
  expect([[...long].length, long.at(-1)]).toEqual([60, '…']);
});

it('never cuts a character in two', () => {
  const snippet = snippetOf({ kind: 'text', text: '😀'.repeat(61) }, CHECK);
  expect(snippet).toBe(`${'😀'.repeat(59)}…`);
});

it('shows no check facts and no telephone', () => {
  const text = '我的身份证 11010119900501123X，生日 1990-05-01，电话 13800138000';
  expect(snippetOf({ kind: 'text', text }, CHECK)).not.toMatch(/123X|1990|13800138000/);
});

it('names what is not text', () => {
  expect(snippetOf({ kind: 'voice', mediaType: 'audio/ogg', name: null }, CHECK)).toBe('[voice]');
});
