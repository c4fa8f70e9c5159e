import { describe, expect, it } from '@jest/globals';
import { idOf } from '../shared/ids.js';
import { echoOf } from './echo-of.js';
import type { Message, MessageState } from './message.js';

const message = (id: string, body: string | null, state: MessageState = 'sent'): Message =>
  ({ id: idOf(id), body, state }) as Message;

describe('a text that came back', () => {
  it('is ours when its words are, however the lines are broken', () => {
    const ours = message('1', '您好：\n1 是\n2 不是');
    expect(echoOf(' 您好：\r\n1 是\r\n2 不是 ', [message('0', 'else'), ours])).toBe(ours);
    expect(echoOf('您好：1 是2 不是', [ours])).toBeNull();
    expect(echoOf('', [message('0', null)])).toBeNull();
  });

  it('is not ours when a person said the same before', () => {
    expect(echoOf('好的', [{ ...message('1', '好的'), origin: 'elsewhere' }])).toBeNull();
  });

  it('is the one that most needs to know, then the first', () => {
    const states: MessageState[] = ['delivered', 'checking', 'sent-unconfirmed', 'unknown'];
    const same = states.map((state, at) => message(String(at), 'same', state));
    expect(echoOf('same', same)?.state).toBe('unknown');
    expect(echoOf('same', [message('2', 'same', 'unknown'), message('1', 'same', 'unknown')])?.id).toBe('1');
  });
});
