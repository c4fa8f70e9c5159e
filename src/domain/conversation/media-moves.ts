import type { InboundContent } from './inbound-content.js';
import { notePaymentDetails } from './payment-moves.js';
import type { Draft, Turn } from './turn.js';
import { handOff } from './turn.js';

/** What is not text. Owned by a person or given up: kept as evidence where it may matter, never answered. */
export function receiveMedia(turn: Turn, kind: Exclude<InboundContent['kind'], 'text'>): Draft {
  const quiet = turn.state === 'with-person' || turn.state === 'wrong-party';
  const answer = (draft: Draft): Draft => {
    if (!quiet) return draft;
    return draft.actions ? { actions: draft.actions } : {};
  };
  switch (kind) {
    case 'voice':
      return answer({
        actions: [{ kind: 'keep-evidence' }],
        reply: {
          template:
            turn.content.kind === 'voice' && turn.content.unheard === 'format'
              ? 'voice-format-ask-text'
              : 'voice-ask-text',
        },
        idle: true,
      });
    case 'picture':
    case 'file':
      return turn.state === 'awaiting-payment-details'
        ? notePaymentDetails(turn)
        : answer({ actions: [{ kind: 'keep-evidence' }], reply: { template: 'media-received' } });
    case 'transfer':
      return answer({
        actions: [handOff('transfer-sent', 'normal')],
        reply: { template: turn.confirmed ? 'transfer-refused' : 'transfer-refused-neutral' },
      });
    case 'sticker':
    case 'location':
    case 'unsupported':
      return answer({ reply: { template: 'media-unsupported' }, idle: true });
    case 'arrived':
    case 'recalled':
      return {};
  }
}
