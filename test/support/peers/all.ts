import type { PeerKind } from '../channel-peer.js';
import { CALLING_BOT_API, POLLED_BOT_API } from './bot-api.js';
import { KANNEL } from './kannel.js';
import { PUPPET_SERVER } from './puppet-server.js';
import { SIMULATOR } from './simulator.js';
import { SMSC } from './smsc.js';
import { TWILIO } from './twilio.js';
import { WECOM } from './wecom.js';

/** Every peer that a listener can be tried against. */
export const PEERS: Readonly<Record<string, PeerKind>> = {
  kannel: KANNEL,
  simulator: SIMULATOR,
  smpp: SMSC,
  twilio: TWILIO,
  telegram: POLLED_BOT_API,
  'telegram-webhook': CALLING_BOT_API,
  wechaty: PUPPET_SERVER,
  wecom: WECOM,
};
