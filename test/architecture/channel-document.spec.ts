import { describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHANNEL_PROVIDERS } from '../../src/adapters/channels/channel-providers.js';
import { Env } from '../../src/config/env.js';
import { ChannelDirectory } from '../../src/application/ports/channel-directory.js';
import type { ProviderDescription } from '../../src/application/ports/channel-directory.js';
import { capabilityTable, proofTable, settingsTable, withBlock } from '../support/channel-document.js';
import type { PeerKind } from '../support/channel-peer.js';
import { project } from './cruise.js';

const DOCUMENT = join(project, 'docs/channels.md');
const PEERS = join(project, 'test/support/peers');
/** Serves the sandbox of the desk; nobody connects it. */
const NOT_FOR_PEOPLE = new Set(['sandbox']);

/** Every provider of the registry, with nothing behind it: what they can do is written down, not asked for. */
const providersOf = async (): Promise<ProviderDescription[]> => {
  const module = await Test.createTestingModule({ providers: [...CHANNEL_PROVIDERS] })
    .useMocker((token) => (token === Env ? new Env({ PARLEY_MODE: 'test' }) : {}))
    .compile();
  return module
    .get(ChannelDirectory)
    .providers()
    .filter(({ provider }) => !NOT_FOR_PEOPLE.has(provider))
    .sort((a, b) => (a.provider < b.provider ? -1 : 1));
};

const isPeerKind = (thing: unknown): thing is PeerKind =>
  typeof thing === 'object' && thing !== null && 'faults' in thing && 'start' in thing;

const peersOf = async (): Promise<PeerKind[]> => {
  const found: PeerKind[] = [];
  const files = readdirSync(PEERS).filter((file) =>
    /: PeerKind/.test(readFileSync(join(PEERS, file), 'utf8')),
  );
  for (const file of files.sort()) {
    const name = file.replace(/[.]ts$/, '.js');
    const exported: unknown[] = Object.values((await import(`../support/peers/${name}`)) as object);
    found.push(...exported.filter(isPeerKind));
  }
  const byPlace = (a: PeerKind, b: PeerKind): number =>
    a.provider.localeCompare(b.provider) || a.name.localeCompare(b.name);
  return [...new Set(found)].sort(byPlace);
};

/** Where it fails: `npm run docs:channels`, then commit what it wrote. */
describe('docs/channels.md', () => {
  it('shows what the providers can do, need, and were proved against', async () => {
    const document = readFileSync(DOCUMENT, 'utf8');
    const providers = await providersOf();
    let current = withBlock(document, 'capabilities', capabilityTable(providers));
    current = withBlock(current, 'proof', proofTable(await peersOf()));
    for (const one of providers) {
      current = withBlock(current, `settings ${one.provider}`, settingsTable(one));
    }
    if (process.env['WRITE_DOCUMENTS'] === '1') writeFileSync(DOCUMENT, current);
    else expect(document).toBe(current);
  });

  it('says how to connect each provider, and what it risks', async () => {
    const document = readFileSync(DOCUMENT, 'utf8');
    for (const { provider } of await providersOf()) {
      expect(document).toMatch(new RegExp(`^## .*\`${provider}\`$`, 'm'));
    }
    const sections = document
      .split(/^## /m)
      .filter((section) => /`[a-z]+`$/.test(section.split('\n')[0] ?? ''));
    const lacking = sections.filter(
      (section) => !/^### Step by step$/m.test(section) || !/^### Limits and risks$/m.test(section),
    );
    expect(lacking.map((section) => section.split('\n')[0])).toEqual([]);
  });
});
