/** What arrived, once the vendor's payload is translated. */
export type InboundContent =
  | { readonly kind: 'text'; readonly text: string }
  /** Somebody came by a one-time code and said nothing yet: understood as a greeting. */
  | { readonly kind: 'arrived' }
  | {
      readonly kind: 'voice';
      readonly mediaType: string;
      readonly name: string | null;
      /** What was heard in it. */
      readonly words?: string;
      /** Why nothing was heard although somebody listened. */
      readonly unheard?: 'format' | 'failed';
    }
  | { readonly kind: 'picture' | 'file'; readonly mediaType: string; readonly name: string | null }
  | { readonly kind: 'sticker' | 'location' | 'transfer' }
  /** Of a kind that nobody reads here, or larger than is kept; `name`: of the file, where it had one. */
  | { readonly kind: 'unsupported'; readonly name?: string }
  | { readonly kind: 'recalled'; readonly recalledProviderMessageId: string };

/** What the debtor said, typed or spoken; null where no words are known. */
export const wordsOf = (content: InboundContent): string | null => {
  if (content.kind === 'text') return content.text;
  return content.kind === 'voice' ? (content.words ?? null) : null;
};
