import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Signatures } from '../../application/ports/signatures.js';

@Injectable()
export class HmacSignatures extends Signatures {
  override sign(secret: string, content: Uint8Array): string {
    return createHmac('sha256', secret).update(content).digest('hex');
  }

  override matches(secret: string, content: Uint8Array, signature: string): boolean {
    const expected = Buffer.from(this.sign(secret, content));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}
