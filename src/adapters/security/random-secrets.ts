import { createHash, randomBytes, randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secrets } from '../../application/ports/secrets.js';

const BYTES = 32;

/** A plain SHA-256 is enough for what has 256 random bits: it cannot be searched through. */
@Injectable()
export class RandomSecrets extends Secrets {
  make(): string {
    return randomBytes(BYTES).toString('base64url');
  }

  makeCode(length: number, characters: string): string {
    return Array.from({ length }, () => characters.charAt(randomInt(characters.length))).join('');
  }

  digestOf(secret: string): string {
    return createHash('sha256').update(secret).digest('hex');
  }
}
