import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TakeChannelEvents } from '../../src/application/channel/take-channel-events.js';
import type { SendOutcome } from '../../src/domain/message/send-outcome.js';
import { ChannelHouse } from './channel-house.js';
import type { Fault, PeerKind } from './channel-peer.js';
import { eventually } from './eventually.js';

/** What has to come of a text under each fault, and how often the phone may show it. */
const EXPECTED: Readonly<Record<Fault, { readonly outcome: Partial<SendOutcome>; readonly shown: 0 | 1 }>> = {
  unreachable: { outcome: { kind: 'retry' }, shown: 0 },
  throttles: { outcome: { kind: 'retry' }, shown: 0 },
  'takes-then-drops': { outcome: { kind: 'unknown' }, shown: 1 },
  'takes-then-errors': { outcome: { kind: 'unknown' }, shown: 1 },
  hangs: { outcome: { kind: 'unknown' }, shown: 1 },
  'no-such-address': { outcome: { kind: 'refused', reason: 'unreachable-address' }, shown: 0 },
  blocked: { outcome: { kind: 'refused', reason: 'blocked-by-recipient' }, shown: 0 },
  'refuses-content': { outcome: { kind: 'refused', reason: 'content-rejected' }, shown: 0 },
  'bad-credentials': { outcome: { kind: 'retry' }, shown: 0 },
};

/** Faults that cut the connections there are: a text may be on its way into one that is just going. */
const CUTS: ReadonlySet<Fault> = new Set<Fault>(['unreachable', 'bad-credentials']);

/** Long enough for every channel to be in doubt about lengths, with what gets damaged first: `[]` and an emoji. */
const LONG = `${'您好，这是一条比较长的消息，用来确认长消息不会丢字。'.repeat(6)}[€ ok 👍]`;

/** What every channel keeps, whoever the provider is. Faults that are a provider's own are in its own spec. */
export const describeChannel = (
  kind: PeerKind,
  more: (house: () => ChannelHouse) => void = () => undefined,
): void => {
  describe(`the contract of channels: ${kind.provider} and ${kind.name}`, () => {
    let house: ChannelHouse;
    let folder: string;
    let people = 0;
    const somebody = (): string => house.peer.addressOf((people += 1));
    const shows = async (address: string, texts: readonly string[]): Promise<void> => {
      await eventually(async () => expect(await house.peer.shown(address)).toEqual(texts));
    };

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'parley-channel-'));
      house = await ChannelHouse.open(kind, `sqlite:${join(folder, 'parley.db')}`);
      await eventually(async () =>
        expect(await house.registration.gateway.check(await house.account())).toMatchObject({ state: 'up' }),
      );
    });
    afterEach(() => {
      jest.restoreAllMocks();
      return house.peer.misbehaves(null);
    });
    afterAll(async () => {
      await house.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it('hands a text over once, and the phone shows it as it was written', async () => {
      const address = somebody();
      const outcome = await house.send(address, '您好，请问您是本人吗？\n1 是\n2 不是');
      expect(outcome.kind).toMatch(/^accepted/);
      await shows(address, ['您好，请问您是本人吗？\n1 是\n2 不是']);
    });

    it('hands a long text over whole', async () => {
      const address = somebody();
      expect((await house.send(address, LONG)).kind).toMatch(/^accepted/);
      await shows(address, [LONG]);
    });

    it('keeps texts to one person in order, and apart from those to others', async () => {
      const [one, other] = [somebody(), somebody()];
      for (const [address, text] of [
        [one, 'first'],
        [other, 'else'],
        [one, 'second'],
      ] as const) {
        expect((await house.send(address, text)).kind).toMatch(/^accepted/);
      }
      await shows(one, ['first', 'second']);
      await shows(other, ['else']);
    });

    it.each(kind.faults)('when the peer %s, the outcome says so, and the next text goes', async (fault) => {
      const address = somebody();
      const { outcome, shown } = EXPECTED[fault];
      await house.peer.misbehaves(fault);
      const text = `under the fault ${fault}`;
      const before = house.service.now();
      // What was put off was not taken, so it may be handed over again until the fault has it.
      const handOver = () =>
        eventually(
          async () => {
            const answer = await house.send(address, text);
            if (answer.kind === 'retry' && outcome.kind !== 'retry') throw new Error(answer.reason);
            return answer;
          },
          { within: 20_000, every: 250 },
        );
      let came = await handOver();
      // A connection that is kept open is found dead by the text that was to go over it.
      for (let tries = 0; CUTS.has(fault) && came.kind === 'unknown' && tries < 8; tries += 1) {
        came = await handOver();
      }
      expect(came).toMatchObject(outcome);
      if (came.kind === 'retry') expect(came.after).toBeGreaterThanOrEqual(before);
      await house.peer.misbehaves(null);

      const next = somebody();
      await eventually(async () =>
        expect((await house.send(next, 'all well again')).kind).toMatch(/^accepted/),
      );
      await eventually(async () => expect(await house.peer.shown(next)).toContain('all well again'));
      expect(await house.peer.shown(address)).toEqual(Array(shown).fill(text));
    });

    it('stores what a debtor writes once, however often it is delivered', async () => {
      const address = somebody();
      await house.peer.writes(address, { kind: 'text', text: '我下周五还500' });
      await eventually(async () => expect(await house.heardFrom(address)).toHaveLength(1));
      await house.peer.repeats();
      await house.peer.writes(address, { kind: 'text', text: '好的' });
      await eventually(async () => expect(await house.heardFrom(address)).toHaveLength(2));
      expect((await house.heardFrom(address)).map(({ content }) => content)).toEqual([
        { kind: 'text', text: '我下周五还500' },
        { kind: 'text', text: '好的' },
      ]);
    });

    it('keeps two messages with the same words apart', async () => {
      const address = somebody();
      for (const wanted of [1, 2]) {
        await house.peer.writes(address, { kind: 'text', text: '1' });
        await eventually(async () => expect(await house.heardFrom(address)).toHaveLength(wanted));
      }
    });

    it('tells the provider that a message arrived only after it is stored', async () => {
      const address = somebody();
      const storing = jest
        .spyOn(house.service.get(TakeChannelEvents), 'run')
        .mockRejectedValueOnce(new Error('the database is away'));
      await house.peer.writes(address, { kind: 'text', text: '还在吗' });
      await eventually(() => expect(storing).toHaveBeenCalled());
      await house.peer.repeats();
      await eventually(async () =>
        expect((await house.heardFrom(address)).map(({ content }) => content)).toEqual([
          { kind: 'text', text: '还在吗' },
        ]),
      );
    });

    it('goes on when the peer was away for a moment, and sends nothing again', async () => {
      const address = somebody();
      expect((await house.send(address, 'before')).kind).toMatch(/^accepted/);
      await shows(address, ['before']);
      await house.peer.restarts();
      await eventually(async () => expect((await house.send(address, 'after')).kind).toMatch(/^accepted/), {
        within: 30_000,
        every: 250,
      });
      await eventually(async () => expect(await house.peer.shown(address)).toContain('after'));
      const shown = await house.peer.shown(address);
      expect(shown.filter((text) => text === 'before').length).toBeLessThanOrEqual(1);
      await house.peer.writes(address, { kind: 'text', text: '回来了' });
      await eventually(async () => expect(await house.heardFrom(address)).toHaveLength(1));
    });

    it('knows whether its credentials are good', async () => {
      const { gateway } = house.registration;
      expect(await gateway.check(await house.account())).toMatchObject({ state: 'up' });
      if (!kind.faults.includes('bad-credentials')) return;
      await house.peer.misbehaves('bad-credentials');
      const { state, detail } = await gateway.check(await house.account());
      expect([state === 'up', detail.endsWith('.')]).toEqual([false, true]);
    });

    more(() => house);
  });
};
