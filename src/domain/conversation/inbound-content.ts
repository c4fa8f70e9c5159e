/** What arrived, once the vendor's payload is translated. */
export type InboundContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'voice' | 'picture' | 'file'; readonly mediaType: string; readonly name: string | null }
  | { readonly kind: 'sticker' | 'location' | 'transfer' | 'unsupported' }
  | { readonly kind: 'recalled'; readonly recalledProviderMessageId: string };
