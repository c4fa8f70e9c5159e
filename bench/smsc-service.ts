/** An SMSC in a process of its own that takes so many parts a second and throttles what is more. Says its port. */
import { SmscPeer } from '../test/support/peers/smsc-peer.js';
import { NpmSmscWire } from '../test/support/peers/smsc.js';

const perSecond = Number(process.argv[2] ?? '0');
const SLICE_MS = 100;
const peer = await SmscPeer.start(new NpmSmscWire());
let slice = 0;
let taken = 0;
let throttled = 0;
peer.manners.decide = () => {
  peer.submitted.length = 0;
  const now = Math.floor(performance.now() / SLICE_MS);
  if (now !== slice) [slice, taken] = [now, 0];
  if (perSecond > 0 && taken >= (perSecond * SLICE_MS) / 1_000) {
    throttled += 1;
    return { takes: false, then: 'answers', status: 0x58 };
  }
  taken += 1;
  return null;
};
process.on('message', (asked: { readonly to?: string }) => {
  const { phones, undelivered } = peer;
  process.send?.({ ...phones.tally(asked.to ?? ''), undelivered, throttled });
});
process.stdout.write(`${peer.settings['port'] ?? ''}\n`);
