import type { ChannelAccountId } from '../../domain/shared/ids.js';
import type { ChannelCursor } from '../../domain/channel/channel-event.js';

/** Where each account stands in its provider's stream. Inside the unit of work of the events before it. */
export abstract class ChannelCursors {
  abstract read(accountId: ChannelAccountId, name: string): Promise<string | null>;
  abstract write(accountId: ChannelAccountId, cursor: ChannelCursor): Promise<void>;
}
