import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '../../../src/domain/calendar/instant.js';
import { eventually } from '../../support/eventually.js';
import { openFoundations } from '../../support/foundations.js';
import { SmscPeer } from '../../support/peers/smsc-peer.js';
import { NpmSmscWire } from '../../support/peers/smsc.js';
import { numberOf, smppLine } from '../../support/smpp-line.js';

const PEOPLE = 1_000;
const TOO_FAST_OF_300 = 9;

describe('a thousand texts over SMPP', () => {
  let peer: SmscPeer;
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-smpp-'));
    peer = await SmscPeer.start(new NpmSmscWire());
  });
  afterEach(async () => {
    await peer.stop();
    rmSync(folder, { recursive: true });
  });

  it('with a window, throttling and a cut connection are all accounted for, none twice', async () => {
    const foundations = await openFoundations(
      `sqlite:${join(folder, 'parley.db')}`,
      instant(Date.UTC(2026, 2, 2, 2)),
    );
    const { rig, fill, sendAll, count } = await smppLine(foundations, {
      ...peer.settings,
      window: '20',
      longTexts: 'payload',
      timeoutMs: '5000',
    });
    let submits = 0;
    peer.manners.decide = () => {
      submits += 1;
      if (submits === 500) return { takes: true, then: 'cuts' };
      // Bursts, so that the pace is halved once or twice and not to a standstill.
      return submits % 300 >= 300 - TOO_FAST_OF_300 ? { takes: false, then: 'answers', status: 0x58 } : null;
    };
    await rig.listen();
    await eventually(() => expect(rig.states).toContain('up'));
    await fill(PEOPLE);
    await sendAll();
    await eventually(() => expect(peer.undelivered).toBe(0), { within: 60_000 });
    await sendAll();

    const shown = await Promise.all(
      Array.from({ length: PEOPLE }, async (_, at) => (await peer.shown(numberOf(at + 1))).length),
    );
    const states = Object.fromEntries(
      await Promise.all(
        ['delivered', 'unknown', 'sent', 'failed'].map(async (state) => [state, await count(state)] as const),
      ),
    );
    await rig.close();
    await foundations.dataSource.destroy();
    expect(Math.max(...shown)).toBe(1);
    // Each unknown text was under way when the connection went; the SMSC may or may not have taken it.
    expect(shown.filter((times) => times === 0).length).toBeLessThanOrEqual(states['unknown'] ?? 0);
    expect(states).toMatchObject({ sent: 0, failed: 0 });
    expect((states['delivered'] ?? 0) + (states['unknown'] ?? 0)).toBe(PEOPLE);
    expect(states['unknown']).toBeGreaterThanOrEqual(1);
    expect(states['unknown']).toBeLessThanOrEqual(20);
  });
});
