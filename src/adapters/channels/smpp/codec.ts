// @ts-expect-error The package has no types; those below are all that is used of it.
import untyped from 'smpp';

export type PduFields = Readonly<Record<string, string | number | Uint8Array>>;

/** What is used of the package `smpp`: how a PDU is written, and the numbers of the commands. */
interface Codec {
  readonly PDU: new (command: string, fields: PduFields) => { toBuffer(): Buffer };
  readonly commands: Readonly<Record<string, { readonly id: number }>>;
}

export const smpp = untyped as Codec;
