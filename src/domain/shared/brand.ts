declare const brand: unique symbol;

/** A primitive that the compiler tells apart from other primitives of the same kind. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
