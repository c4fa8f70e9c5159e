import { createHash } from 'node:crypto';
import { Fingerprints } from '../../application/ports/fingerprints.js';

export class Sha256Fingerprints extends Fingerprints {
  override of(text: string): string {
    return createHash('sha256').update(text).digest('hex');
  }
}
