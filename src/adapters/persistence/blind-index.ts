import { createHmac } from 'node:crypto';

/** Makes encrypted values findable: the same parts give the same 64 hex digits, which say nothing without the key. */
export class BlindIndex {
  constructor(private readonly key: Buffer) {}

  /**
   * Each part is brought to NFKC without surrounding space; case is kept, because some addresses depend on it.
   * Start with the tenant and the kind of value, so that equal values of two tenants cannot be linked.
   */
  of(...parts: readonly [string, string, ...string[]]): string {
    const normalised = parts.map((part) => part.normalize('NFKC').trim());
    return createHmac('sha256', this.key).update(JSON.stringify(normalised)).digest('hex');
  }
}
