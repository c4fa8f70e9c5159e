import { describe, it, expect } from '@jest/globals';
import type { MessageFields } from '../../domain/message/message.js';
import type { Template } from '../../domain/template/template.js';
import { HandlebarsRenderer } from './handlebars-renderer.js';

const template = (body: string, fields: readonly string[]): Template => ({
  name: 'sample',
  locale: 'en',
  purpose: 'service',
  channels: ['sms'],
  fields,
  disclosures: [],
  revealsDebt: false,
  demands: false,
  neutral: null,
  replyContent: null,
  choices: [],
  body,
});

const render = (body: string, values: MessageFields, fields = Object.keys(values)): string =>
  new HandlebarsRenderer().render(template(body, fields), values);

describe('HandlebarsRenderer', () => {
  it('prints fields as they are, without escaping', () => {
    expect(render('{{lender}} & {{days}}', { lender: 'A <b> & "C"', days: 3 })).toBe('A <b> & "C" & 3');
  });

  it('prints zero and lists, and leaves out what is absent inside a condition', () => {
    const body = 'Left: {{days}}.{{#if paid}} Paid: {{paid}}.{{/if}}\n{{#each dates}}\n- {{this}}\n{{/each}}';
    expect(render(body, { days: 0, dates: ['Mon', 'Tue'] }, ['days', 'paid', 'dates'])).toBe(
      'Left: 0.\n- Mon\n- Tue',
    );
    expect(render(body, { days: 0, paid: '¥1', dates: ['Mon'] })).toBe('Left: 0. Paid: ¥1.\n- Mon');
  });

  it('numbers a list, and refuses to number nothing', () => {
    expect(render('Which?\n{{numbered lenders}}', { lenders: ['A', 'B'] })).toBe('Which?\n1 A\n2 B');
    expect(() => render('{{numbered lenders}}', { lenders: [] })).toThrow(
      expect.objectContaining({ code: 'TEMPLATE.BLANK_FIELD' }),
    );
  });

  it('prints the other branch when a field is blank', () => {
    expect(render('{{#if paid}}{{paid}}{{else}}nothing{{/if}}', { paid: ' ' })).toBe('nothing');
    expect(render('{{#unless paid}}nothing{{/unless}}', {}, ['paid'])).toBe('nothing');
  });

  it.each([
    ['absent', {}],
    ['empty', { paid: '' }],
    ['only spaces', { paid: ' \u3000' }],
    ['not a number', { paid: Number.NaN }],
    ['an empty list', { paid: [] }],
  ])('refuses to print a field that is %s', (_, values) => {
    expect(() => render('{{paid}}', values as MessageFields, ['paid'])).toThrow(
      expect.objectContaining({ code: 'TEMPLATE.BLANK_FIELD' }),
    );
  });

  it('refuses a field that the front matter does not declare, even when it has a value', () => {
    expect(() => render('{{secret}}', { secret: 'x' }, [])).toThrow(
      expect.objectContaining({ code: 'TEMPLATE.UNKNOWN_FIELD' }),
    );
  });

  it.each(['constructor', '__proto__', 'toString'])('does not reach the prototype by {{%s}}', (field) => {
    expect(() => render(`{{${field}}}`, {}, [field])).toThrow(
      expect.objectContaining({ code: 'TEMPLATE.BLANK_FIELD' }),
    );
  });

  it.each([
    '{{> partial}}',
    '{{lookup a "b"}}',
    '{{a.b}}',
    '{{../a}}',
    '{{@root.a}}',
    '{{#with a}}x{{/with}}',
    '{{#a}}x{{/a}}',
    '{{log a}}',
    '{{#if (a)}}x{{/if}}',
    '{{"text"}}',
    '{{unclosed',
  ])('refuses the syntax %s', (body) => {
    expect(() => render(body, { a: 'x' })).toThrow(expect.objectContaining({ code: 'TEMPLATE.BAD_SYNTAX' }));
  });

  it('never lets a value act as a template', () => {
    expect(render('{{a}}', { a: '{{constructor}}' })).toBe('{{constructor}}');
  });
});
