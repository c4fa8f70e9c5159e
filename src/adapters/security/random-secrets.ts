import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secrets } from '../../application/ports/secrets.js';

const BYTES = 32;

/** A plain SHA-256 is enough for what has 256 random bits: it cannot be searched through. */
@Injectable()
export class RandomSecrets extends Secrets {
  make(): string {
    return randomBytes(BYTES).toString('base64url');
  }

  digestOf(secret: string): string {
    return createHash('sha256').update(secret).digest('hex');
  }
}
