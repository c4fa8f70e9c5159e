import type { Instant } from '../../domain/calendar/instant.js';
import type { BindingCode } from '../../domain/channel/binding-code.js';
import type { ContactPointId } from '../../domain/shared/ids.js';
import type { ChannelAddress } from './contact-points.js';

/** One-time codes, found by the code, which is not stored. */
export abstract class BindingCodes {
  abstract add(bindingCode: BindingCode, code: string): Promise<void>;
  /** Locks it until the transaction ends. */
  abstract byCode(code: string): Promise<BindingCode | null>;
  /** Null: it was used up without binding anybody. */
  abstract markUsed(id: BindingCode['id'], contactPointId: ContactPointId | null, at: Instant): Promise<void>;
  abstract noteWrong(address: ChannelAddress, at: Instant): Promise<void>;
  /** How many wrong codes came from the address later than `since`. */
  abstract wrongSince(address: ChannelAddress, since: Instant): Promise<number>;
}
