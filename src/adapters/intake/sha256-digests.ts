import { createHash } from 'node:crypto';
import { Digests } from '../../application/ports/digests.js';

export class Sha256Digests extends Digests {
  override of(bytes: Uint8Array): string {
    return createHash('sha256').update(bytes).digest('hex');
  }
}
