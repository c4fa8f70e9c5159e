/** Who did something: the service itself, the debtor in a chat, or a named member of staff. */
export type Actor =
  | { readonly kind: 'system'; readonly name: string }
  | { readonly kind: 'debtor' }
  | { readonly kind: 'staff'; readonly name: string };

export const actorLabel = (actor: Actor): string =>
  actor.kind === 'debtor' ? 'debtor' : `${actor.kind}:${actor.name}`;
