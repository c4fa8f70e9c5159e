/** Who did something: the service itself, the debtor in a chat, a member of staff by login, or a program by its key. */
export type Actor =
  | { readonly kind: 'system'; readonly name: string }
  | { readonly kind: 'debtor' }
  | { readonly kind: 'staff'; readonly name: string }
  | { readonly kind: 'api-key'; readonly label: string };

export const actorLabel = (actor: Actor): string => {
  switch (actor.kind) {
    case 'debtor':
      return 'debtor';
    case 'api-key':
      return `api-key:${actor.label}`;
    case 'system':
    case 'staff':
      return `${actor.kind}:${actor.name}`;
  }
};
