import type { CheckFacts } from '../debtor/debtor.js';
import { maskChatText } from '../debtor/mask-chat-text.js';
import type { InboundContent } from './inbound-content.js';
import { wordsOf } from './inbound-content.js';

const LONGEST = 60;

/** The debtor's last words as a row of the desk shows them: one line, masked, at most 60 characters. */
export const snippetOf = (content: InboundContent, checkFacts: CheckFacts): string => {
  const words = wordsOf(content);
  if (words === null) return `[${content.kind}]`;
  const line = maskChatText(words, checkFacts).replace(/\s+/gu, ' ').trim();
  const characters = [...line];
  return characters.length <= LONGEST ? line : `${characters.slice(0, LONGEST - 1).join('')}…`;
};
