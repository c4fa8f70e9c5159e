import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { PasswordHashing } from '../../application/ports/password-hashing.js';

/** Argon2id with 19 MiB and two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

@Injectable()
export class Argon2PasswordHashing extends PasswordHashing {
  /** Compared against where there is no hash, so that both cases take the same time. */
  private readonly nobodys: Promise<string> = hash('nobody has this password', COST);

  hash(password: string): Promise<string> {
    return hash(password.normalize('NFKC'), COST);
  }

  async matches(password: string, stored: string | null): Promise<boolean> {
    const equal = await verify(stored ?? (await this.nobodys), password.normalize('NFKC'));
    return equal && stored !== null;
  }
}
