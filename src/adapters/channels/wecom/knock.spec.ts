import { describe, expect, it } from '@jest/globals';
import { createCipheriv, createHash } from 'node:crypto';
import { echoOf, flatXml, knockOf } from './knock.js';

/** Published by the vendor with its sample code for checking callbacks. */
const PUBLISHED = {
  settings: {
    callbackToken: 'QDG6eK',
    encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    corpId: 'wx5823bf96d3bd56c7',
  },
  query: {
    msg_signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
    timestamp: '1409659589',
    nonce: '263014780',
    echostr: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
  },
  echo: '1616140317555161061',
};
const { settings } = PUBLISHED;

/** The platform's encryption as its documentation describes it, without the library that the adapter uses. */
function encrypted(text: string, corpId = settings.corpId): string {
  const key = Buffer.from(`${settings.encodingAesKey}=`, 'base64');
  const message = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  const plain = Buffer.concat([Buffer.alloc(16, 0x61), length, message, Buffer.from(corpId)]);
  const padding = 32 - (plain.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16));
  cipher.setAutoPadding(false);
  const padded = Buffer.concat([plain, Buffer.alloc(padding, padding)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

function signed(cipherText: string): { msg_signature: string; timestamp: string; nonce: string } {
  const [timestamp, nonce] = ['1700000000', 'n1'];
  const sorted = [settings.callbackToken, timestamp, nonce, cipherText].sort().join('');
  return { msg_signature: createHash('sha1').update(sorted).digest('hex'), timestamp, nonce };
}

const knock = (corpId = settings.corpId): string =>
  `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><CreateTime>1348831860</CreateTime>` +
  '<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[kf_msg_or_event]]></Event>' +
  '<Token><![CDATA[ENCApHx]]></Token><OpenKfId><![CDATA[wkxxxx]]></OpenKfId></xml>';
const wrapped = (cipherText: string): string =>
  `<xml><ToUserName><![CDATA[x]]></ToUserName><Encrypt><![CDATA[${cipherText}]]></Encrypt></xml>`;
const read = (text: string, corpId?: string) => {
  const cipherText = encrypted(text, corpId);
  return knockOf(wrapped(cipherText), signed(cipherText), settings);
};

describe('the echo of a callback address', () => {
  it('is what the vendor published for its own example', () => {
    expect(echoOf(PUBLISHED.query, settings)).toEqual({ kind: 'plain', text: PUBLISHED.echo });
  });

  it('is given also where a plus was read as a space', () => {
    const echostr = PUBLISHED.query.echostr.replaceAll('+', ' ');
    expect(echoOf({ ...PUBLISHED.query, echostr }, settings)).toMatchObject({ kind: 'plain' });
  });

  it.each([
    ['signature', { ...PUBLISHED.query, msg_signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd4' }],
    ['time', { ...PUBLISHED.query, timestamp: '1409659590' }],
    ['nothing at all', {}],
  ])('is not given for a wrong %s', (_what, query) => {
    expect(echoOf(query, settings)).toEqual({ kind: 'forged' });
  });

  it('is not given for another enterprise', () => {
    expect(echoOf(PUBLISHED.query, { ...settings, corpId: 'ww1' })).toEqual({ kind: 'forged' });
  });
});

describe('a knock', () => {
  it('says where to fetch, and with which token', () => {
    expect(read(knock())).toEqual({ kind: 'knock', knock: { openKfId: 'wkxxxx', token: 'ENCApHx' } });
  });

  it('of another enterprise is forged, in the envelope and inside', () => {
    expect(read(knock(), 'ww-other')).toEqual({ kind: 'forged' });
    expect(read(knock('ww-other'))).toEqual({ kind: 'forged' });
  });

  it('about something else is no knock', () => {
    expect(read(knock().replace('kf_msg_or_event', 'change_contact'))).toEqual({ kind: 'something-else' });
  });

  it('that cannot be decrypted or read is broken, whoever signed it', () => {
    expect(knockOf(wrapped('AAAA'), signed('AAAA'), settings)).toEqual({ kind: 'broken' });
    expect(read('<xml><a b="1">x</a></xml>')).toEqual({ kind: 'broken' });
    expect(knockOf('not xml', {}, settings)).toEqual({ kind: 'broken' });
  });
});

describe('flat XML', () => {
  it('is read with line breaks, empty fields and brackets in quoted text', () => {
    const fields = flatXml('<xml>\n<A><![CDATA[a]b]>&<]]></A>\n<B>2</B><C></C>\n</xml>\n');
    expect(Object.fromEntries(fields ?? [])).toEqual({ A: 'a]b]>&<', B: '2', C: '' });
  });

  it.each([
    '<!DOCTYPE xml [<!ENTITY a "b">]><xml><A>&a;</A></xml>',
    '<?xml version="1.0"?><xml><A>1</A></xml>',
    '<xml><A>&lt;</A></xml>',
    '<xml><A x="1">1</A></xml>',
    '<xml><A><B>1</B></A></xml>',
    '<xml><A>1</A><A>2</A></xml>',
    '<xml><A>1</B></xml>',
    '<xml><A>1</A>text</xml>',
    '<xml><A>1</A>',
    '<html></html>',
    `<xml><A>${'x'.repeat(70_000)}</A></xml>`,
  ])('is nothing else: %s', (text) => {
    expect(flatXml(text)).toBeNull();
  });
});
