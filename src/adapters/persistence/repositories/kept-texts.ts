const MOST = 20_000;

/** Texts made from ciphertexts, kept by the ciphertext; the oldest are forgotten first. */
export class KeptTexts {
  private readonly kept = new Map<string, string>();

  of(ciphertext: string, make: () => string): string {
    const known = this.kept.get(ciphertext);
    if (known !== undefined) return known;
    const text = make();
    if (this.kept.size >= MOST) {
      const [oldest] = this.kept.keys();
      if (oldest !== undefined) this.kept.delete(oldest);
    }
    this.kept.set(ciphertext, text);
    return text;
  }
}
