import { readFileSync } from 'node:fs';
import { describe, it, expect } from '@jest/globals';
import { INTENTS } from '../understanding/understanding.js';
import { CONVERSATION_STATES } from './conversation.js';
import { MOVES } from './moves.js';
import { renderTransitions, TRANSITIONS } from './transitions.js';

describe('the table of transitions', () => {
  it('has a known move for every state and intent', () => {
    for (const state of CONVERSATION_STATES) {
      for (const intent of INTENTS) expect(MOVES).toHaveProperty([TRANSITIONS[state][intent]]);
    }
  });

  it('uses every move', () => {
    const used = new Set(CONVERSATION_STATES.flatMap((state) => Object.values(TRANSITIONS[state])));
    expect(Object.keys(MOVES).filter((move) => !used.has(move as keyof typeof MOVES))).toEqual([]);
  });

  it('is what docs/conversation.md shows', () => {
    const [, table] = readFileSync('docs/conversation.md', 'utf8').split('<!-- transitions -->\n');
    expect(table).toBe(renderTransitions());
  });
});
