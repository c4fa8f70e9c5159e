import { describe, expect, it } from '@jest/globals';
import { HandlebarsReader } from '../../adapters/templating/handlebars-reader.js';
import { lintTemplate } from './lint-template.js';
import { ownContent } from './template-content.js';
import type { Template } from './template.js';

const reader = new HandlebarsReader();

const builtIn: Template = {
  name: 'reminder',
  locale: 'zh-CN',
  purpose: 'demand',
  channels: ['wechat', 'sms'],
  fields: ['lender', 'outstanding', 'discount', 'planLines'],
  disclosures: [],
  revealsDebt: true,
  demands: true,
  neutral: 'reminder-neutral',
  replyContent: null,
  choices: ['ask_how_to_pay', 'request_human'],
  body: '{{lender}}的款项共 {{outstanding}}。{{#if discount}}可减免 {{discount}}。{{/if}}{{#each planLines}}{{this}}{{/each}}\n1 怎么付款\n2 找工作人员',
};
const neutral: Template = {
  ...builtIn,
  fields: ['organisation'],
  revealsDebt: false,
  demands: false,
  neutral: null,
  choices: [],
  body: '您好，这里是{{organisation}}。',
};
const CHOICES = '\n1 怎么付款\n2 找工作人员';
const DISCLOSURE = '您可拨打{{hotline}}投诉。';

const lint = (body: string, base = builtIn, change: Partial<Template> = {}) => {
  const wording = { body, channels: base.channels, disclosures: [] };
  const own: Template = { ...base, ...ownContent(base, wording), ...change };
  return lintTemplate({
    own,
    builtIn: base,
    reading: reader.read(own.body),
    builtInReading: reader.read(base.body),
    disclosureText: (key) => (key === 'cn.rights' ? DISCLOSURE : null),
    website: 'https://www.lumen.example/pay',
  });
};
const codes = (...given: Parameters<typeof lint>): string[] => lint(...given).map(({ code }) => code);

describe('lintTemplate', () => {
  it('finds nothing wrong with the built-in template itself', () => {
    expect(lint(builtIn.body)).toEqual([]);
    expect(lint(neutral.body, neutral)).toEqual([]);
  });

  it('marks an unknown field at its place and names the nearest', () => {
    const [found, ...others] = lint(`您好，\n共 {{outstandng}} 元${CHOICES}`);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      code: 'TEMPLATE.UNKNOWN_FIELD',
      severity: 'stop',
      line: 2,
      column: 5,
      endLine: 2,
      endColumn: 15,
      suggestion: 'outstanding',
    });
    expect(lint(`{{weather}}${CHOICES}`)[0]?.suggestion).toBeNull();
  });

  it.each([
    ['a field that the built-in one asks for first', '{{discount}}', ['TEMPLATE.UNGUARDED_FIELD']],
    ['a case field that some cases lack', '{{paid}}', ['TEMPLATE.UNGUARDED_FIELD']],
    ['the same, asked for', '{{#if paid}}{{paid}}{{/if}}', []],
    ['asked for the wrong way round', '{{#unless paid}}{{paid}}{{/unless}}', ['TEMPLATE.UNGUARDED_FIELD']],
    ['a field of the debt that there is', '{{principal}}', []],
    ['a field of every case', '{{hotline}}', []],
    ['a list printed like a text', '{{planLines}}', ['TEMPLATE.UNGUARDED_FIELD', 'TEMPLATE.LIST_FIELD']],
    ['a text printed like a list', '{{numbered lender}}', ['TEMPLATE.LIST_FIELD']],
  ])('%s', (_, body, expected) => {
    expect(codes(`${body}${CHOICES}`)).toEqual(expected);
  });

  it('does not count on a debt where the built-in one does not', () => {
    const noDebt = { ...builtIn, fields: ['lender'], body: `{{lender}}${CHOICES}` };
    expect(codes(`{{dueOn}}${CHOICES}`, noDebt)).toEqual(['TEMPLATE.UNGUARDED_FIELD']);
  });

  it.each([
    ['an open block', '{{#if paid}}已付', 'TEMPLATE.BAD_SYNTAX'],
    ['a partial', '{{> optout}}', 'TEMPLATE.BAD_SYNTAX'],
    ['a helper', '{{lookup lender 0}}', 'TEMPLATE.BAD_SYNTAX'],
    ['a threat', '再不付款就报警抓人', 'TEMPLATE.FORBIDDEN_WORDING'],
    ['a threat with spaces', '我们会上 门 催收', 'TEMPLATE.FORBIDDEN_WORDING'],
    ['a link to somewhere else', '见 https://evil.example/lumen.example', 'TEMPLATE.FOREIGN_LINK'],
    ['a link that shows another name', 'https://www.lumen.example@evil.example', 'TEMPLATE.FOREIGN_LINK'],
    ['a short link without https', '点 t.co/x9 付款', 'TEMPLATE.FOREIGN_LINK'],
  ])('%s', (_, body, code) => {
    expect(codes(`${body}${CHOICES}`)).toEqual([code]);
  });

  it("leaves the lender's own website alone", () => {
    expect(codes(`见 https://lumen.example/help 或 {{website}}${CHOICES}`)).toEqual([]);
    expect(codes(`见 https://pay.lumen.example。${CHOICES}`)).toEqual([]);
  });

  it('tells the place of what cannot be read', () => {
    expect(lint(`您好\n{{> optout}}${CHOICES}`)[0]).toMatchObject({ line: 2, column: 1 });
    expect(lint(`您好\n{{#if paid}}{{/each}}${CHOICES}`)[0]?.line).toBe(2);
    expect(lint(`您好\n{{lender}${CHOICES}`)[0]?.line).toBe(2);
  });

  it('stops a neutral text that tells of a debt, by field or by word', () => {
    expect(codes('您的 {{#if outstanding}}{{outstanding}}{{/if}}', neutral)).toEqual([
      'TEMPLATE.REVEALS_DEBT',
    ]);
    expect(codes('关于您的逾期账单', neutral)).toEqual(['TEMPLATE.REVEALS_DEBT', 'TEMPLATE.REVEALS_DEBT']);
    expect(codes('您好，{{organisation}}请您回电。', neutral)).toEqual([]);
  });

  it('wants a disclosure that the text says it makes', () => {
    const own = { disclosures: ['cn.rights'] };
    expect(lint(`您好${CHOICES}`, builtIn, own)[0]).toMatchObject({
      code: 'TEMPLATE.MISSING_DISCLOSURE',
      suggestion: DISCLOSURE,
    });
    expect(codes(`您好。您可拨打 {{hotline}} 投诉。${CHOICES}`, builtIn, own)).toEqual([]);
    expect(codes(`您好${CHOICES}`, builtIn, { disclosures: ['cn.nothing'] })).toEqual([
      'TEMPLATE.UNKNOWN_DISCLOSURE',
    ]);
  });

  it('wants the numbered choices as they are understood', () => {
    expect(codes('您好')).toEqual(['TEMPLATE.CHOICES']);
    expect(codes('您好\n2 怎么付款\n1 找工作人员')).toEqual(['TEMPLATE.CHOICES']);
    expect(codes('1 是本人', neutral)).toEqual(['TEMPLATE.CHOICES']);
  });

  it('wants labels that mean, when they are typed, what their number stands for', () => {
    expect(codes('您好\n1 如何付款\n2 找人工客服')).toEqual([]);
    const swapped = lint('您好\n1 找工作人员\n2 怎么付款');
    expect(swapped.map(({ code, severity, line, suggestion }) => [code, severity, line, suggestion])).toEqual(
      [
        ['TEMPLATE.CHOICE_LABEL', 'stop', 2, '怎么付款'],
        ['TEMPLATE.CHOICE_LABEL', 'stop', 3, '找工作人员'],
      ],
    );
    expect(lint('您好\n1 蓝色的那个\n2 找工作人员')[0]).toMatchObject({
      code: 'TEMPLATE.CHOICE_LABEL',
      severity: 'warn',
    });
  });

  it('lets nothing be loosened', () => {
    expect(
      lint(builtIn.body, builtIn, { demands: false, neutral: null }).map(({ code, path }) => [code, path]),
    ).toEqual([
      ['TEMPLATE.LOOSENED', 'demands'],
      ['TEMPLATE.LOOSENED', 'neutral'],
    ]);
  });

  it('wants a text at all', () => expect(codes(' \n')).toEqual(['TEMPLATE.EMPTY']));
});
