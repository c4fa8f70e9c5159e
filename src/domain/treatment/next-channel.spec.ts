import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instant } from '../calendar/instant.js';
import type { ContactPoint } from '../debtor/contact-point.js';
import type { Channel } from '../shared/channel.js';
import { CHANNELS } from '../shared/channel.js';
import { idOf } from '../shared/ids.js';
import { nextContactPoints, wayOn } from './next-channel.js';
import type { TouchPlace } from './next-channel.js';

const NOW = instant(0);
const point = (channel: Channel, change: Partial<ContactPoint> = {}): ContactPoint => ({
  id: idOf(`${channel}-${change.position ?? 0}`),
  debtorId: idOf('debtor'),
  channel,
  address: 'somewhere',
  position: 0,
  channelAccountId: null,
  provenance: 'contract',
  consent: null,
  rightParty: { state: 'unconfirmed', failedTries: 0 },
  optedOutAt: null,
  unreachableAt: null,
  lastInboundAt: null,
  version: 1,
  ...change,
});
const place = (change: Partial<TouchPlace> = {}): TouchPlace => ({
  order: ['wechat', 'telegram', 'sms'],
  from: 'wechat',
  tried: new Set<Channel>(['wechat']),
  contactPoints: [
    point('wechat'),
    point('telegram'),
    point('sms', { position: 2 }),
    point('sms', { position: 1 }),
  ],
  isStopped: false,
  ...change,
});
const ids = (change: Partial<TouchPlace> = {}) => nextContactPoints(place(change)).map(({ id }) => id);

describe('nextContactPoints', () => {
  it('goes down the order of the cadence, to the first contact point of each channel', () => {
    expect(ids()).toEqual(['telegram-0', 'sms-1']);
    expect(ids({ from: 'telegram' })).toEqual(['sms-1']);
    expect(ids({ from: 'sms' })).toEqual([]);
  });

  it('goes nowhere twice, and nowhere that the cadence does not name', () => {
    expect(ids({ tried: new Set<Channel>(['wechat', 'telegram']) })).toEqual(['sms-1']);
    expect(ids({ from: 'simulator' })).toEqual([]);
    expect(ids({ order: ['wechat'] })).toEqual([]);
  });

  it('passes over who cannot be reached or is somebody else', () => {
    const gone = point('telegram', { unreachableAt: NOW });
    const wrong = point('sms', { rightParty: { state: 'wrong', at: NOW } });
    expect(ids({ contactPoints: [point('wechat'), gone, wrong] })).toEqual([]);
  });

  it('never goes round an opt-out or a hold', () => {
    expect(ids({ isStopped: true })).toEqual([]);
    expect(ids({ contactPoints: [point('wechat', { optedOutAt: NOW }), point('sms')] })).toEqual([]);
    expect(ids({ contactPoints: [point('sms'), point('simulator', { optedOutAt: NOW })] })).toEqual([]);
  });

  it('ends: going on from each place never meets a channel twice', () => {
    const order = fc.array(fc.constantFrom(...CHANNELS), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(order, (channels) => {
        const contactPoints = CHANNELS.map((channel) => point(channel));
        const tried = new Set<Channel>();
        let from = channels[0];
        for (let step = 0; from !== undefined; step += 1) {
          expect(step).toBeLessThan(CHANNELS.length);
          expect(tried.has(from)).toBe(false);
          tried.add(from);
          from = nextContactPoints(place({ order: channels, from, tried, contactPoints }))[0]?.channel;
        }
      }),
    );
  });
});

describe('wayOn', () => {
  it('leads on for reasons of the channel only', () => {
    expect(wayOn('channel.reply-window')).toBe('at-once');
    expect(wayOn('channel.daily-limit')).toBe('if-other-can');
    for (const rule of [
      'opt-out',
      'hold.dispute',
      'cap.x',
      'window.closed',
      'debt.paid',
      'channel.pace',
      'toString',
    ]) {
      expect(wayOn(rule)).toBe('none');
    }
  });
});
