import { PublicAddress } from '../../application/ports/public-address.js';

/** Below the address of the settings, which ends without a slash. */
export class ConfiguredPublicAddress extends PublicAddress {
  constructor(private readonly base: string) {
    super();
  }

  override of(path: string): string {
    return `${this.base}${path}`;
  }
}
