import { describe, expect, it } from '@jest/globals';
import { Says } from './says.js';

const LIMITS = { callTimeoutMs: 40, echoWaitMs: 20 };
const never = (): Promise<never> => new Promise(() => undefined);

describe('a text that is said', () => {
  it('has the id that the puppet tells, and its echo is ours once, under whatever id', async () => {
    const says = new Says(async () => 'id-1', LIMITS);
    expect(await says.say('a', 'hello')).toEqual({ kind: 'taken', id: 'id-1' });
    expect(says.takesEcho('a', 'hello', 'id-1')).toBe(true);
    expect(says.takesEcho('a', 'hello', 'id-1')).toBe(true);
    expect(says.takesEcho('a', 'hello', 'typed by a person')).toBe(false);
  });

  it('has the id of its echo where the puppet tells none, fails, or never answers', async () => {
    const answers = [async () => undefined, () => Promise.reject(new Error('internal')), never];
    for (const answer of answers) {
      const says: Says = new Says(() => {
        queueMicrotask(() => says.takesEcho('a', 'hello', 'echo'));
        return answer();
      }, LIMITS);
      expect(await says.say('a', 'hello')).toEqual({ kind: 'taken', id: 'echo' });
    }
  });

  it('is unconfirmed without an echo; one that comes later is told as not ours', async () => {
    const says = new Says(async () => undefined, LIMITS);
    expect(await says.say('a', 'hello')).toEqual({ kind: 'taken', id: null });
    expect(says.takesEcho('a', 'hello', 'late')).toBe(false);
  });

  it('is lost when nothing comes back in time', async () => {
    expect(await new Says(never, LIMITS).say('a', 'hello')).toEqual({ kind: 'lost' });
  });

  it('has failed at once where the error proves it, without waiting for an echo', async () => {
    const says = new Says(() => Promise.reject(Object.assign(new Error('被对方拒收'), { code: 2 })), {
      callTimeoutMs: 40,
      echoWaitMs: 60_000,
    });
    expect(await says.say('a', 'hello')).toEqual({ kind: 'failed', code: 2, text: '被对方拒收' });
  });

  it('is not mistaken for what was written to somebody else, or in other words', async () => {
    const says = new Says(never, LIMITS);
    const said = says.say('a', 'hello');
    expect([says.takesEcho('b', 'hello', '1'), says.takesEcho('a', 'hallo', '2')]).toEqual([false, false]);
    expect(await said).toEqual({ kind: 'lost' });
  });

  it('two texts of the same words have an echo each', async () => {
    const says = new Says(never, LIMITS);
    const both = Promise.all([says.say('a', '1'), says.say('a', '1')]);
    says.takesEcho('a', '1', 'first');
    says.takesEcho('a', '1', 'second');
    expect(await both).toEqual([
      { kind: 'taken', id: 'first' },
      { kind: 'taken', id: 'second' },
    ]);
  });
});
