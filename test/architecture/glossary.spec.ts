import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { APPROVAL_STATES } from '../../src/domain/arrangement/approval.js';
import { ACCOUNT_STATES } from '../../src/domain/channel/account-state.js';
import { CONVERSATION_STATES } from '../../src/domain/conversation/conversation.js';
import { DRAFT_MODES } from '../../src/domain/conversation/draft.js';
import { HAND_OFF_REASONS } from '../../src/domain/conversation/hand-off.js';
import { PROVENANCES } from '../../src/domain/debtor/contact-point.js';
import { HOLD_REASONS } from '../../src/domain/debtor/hold.js';
import { PURPOSES, type MessageOrigin } from '../../src/domain/message/message.js';
import { REVISION_KINDS, REVISION_STATES } from '../../src/domain/revision/revision.js';
import { CHANNELS } from '../../src/domain/shared/channel.js';
import { TYPED_BLANKS } from '../../src/domain/template/saved-reply.js';
import { INTENTS } from '../../src/domain/understanding/understanding.js';
import { project } from './cruise.js';

const glossary = readFileSync(join(project, 'GLOSSARY.md'), 'utf8');

/** Beginning of the row or paragraph that lists the words, and the list of the code. */
const LISTS: readonly (readonly [string, readonly string[]])[] = [
  ['| **approval** |', APPROVAL_STATES],
  ['| **channel** |', CHANNELS],
  ['| **condition** (of a channel account) |', ACCOUNT_STATES],
  ['| **draft** |', DRAFT_MODES],
  ['| **origin** |', ['cadence', 'reply', 'staff', 'api', 'system', 'elsewhere'] satisfies MessageOrigin[]],
  ['| **provenance** |', PROVENANCES],
  ['| **purpose** |', PURPOSES],
  ['| **revision** |', [...REVISION_STATES, ...REVISION_KINDS]],
  ['| **saved reply** |', TYPED_BLANKS],
  ['Intents:', INTENTS],
  ['Reasons of a hand-off:', HAND_OFF_REASONS],
  ['Reasons of a hold:', HOLD_REASONS],
  ['States of a conversation:', CONVERSATION_STATES],
];

const listed = (beginning: string): string[] => {
  const from = glossary.indexOf(`\n${beginning}`) + 1;
  const end = glossary.indexOf(beginning.startsWith('|') ? '\n' : '\n\n', from);
  return [...glossary.slice(from, end).matchAll(/`([^`]+)`/g)].map(([, word]) => word ?? '');
};

describe('the glossary', () => {
  it.each(LISTS)('%s lists exactly the words of the code', (beginning, words) => {
    expect(listed(beginning).sort()).toEqual([...words].sort());
  });
});
