import type { PromiseToPay } from '../../domain/arrangement/promise-to-pay.js';
import type { Dispute } from '../../domain/conversation/dispute.js';
import type { Note } from '../../domain/conversation/note.js';
import type { ShownEvidence } from '../../domain/conversation/shown-evidence.js';
import type { Message, MessageFields } from '../../domain/message/message.js';
import type { Payment } from '../../domain/payment/payment.js';
import type { HeardMessage, PastHandOff, PastHold } from '../ports/conversation-records.js';
import type { StoredVerdict } from '../ports/verdicts.js';

/** One thing that happened around a conversation; texts are masked already. */
export type ConversationEntry = { readonly id: string; readonly seq: number } & (
  | {
      readonly kind: 'inbound';
      readonly heard: HeardMessage;
      readonly text: string | null;
      readonly evidence: readonly ShownEvidence[];
    }
  | {
      readonly kind: 'message';
      readonly message: Message;
      readonly template: string | null;
      readonly text: string | null;
      /** The last that was given; null while nothing was asked yet. */
      readonly verdict: StoredVerdict | null;
    }
  | { readonly kind: 'note'; readonly note: Note }
  | { readonly kind: 'hold'; readonly hold: PastHold }
  | { readonly kind: 'hand-off'; readonly handOff: PastHandOff }
  | { readonly kind: 'promise'; readonly promise: PromiseToPay }
  | { readonly kind: 'dispute'; readonly dispute: Dispute }
  | { readonly kind: 'payment'; readonly payment: Payment }
);

export type EntryKind = ConversationEntry['kind'];

/** The text as it was handed over, else as a person wrote it; null where it is made when it is sent. */
export const textOfMessage = ({ body, fields }: Message): string | null => body ?? ownWords(fields);

const ownWords = ({ text }: MessageFields): string | null => (typeof text === 'string' ? text : null);

/** Who wrote it, where a person did. */
export const writerOf = ({ origin, fields }: Message): string | null =>
  origin === 'staff' && typeof fields['staff'] === 'string' ? fields['staff'] : null;
