/** Why a voice message has no words: its format is not taken, or nothing usable came back in time. */
export type Unheard = 'format' | 'failed';

export type Transcription =
  { readonly kind: 'heard'; readonly words: string } | { readonly kind: 'unheard'; readonly why: Unheard };

/** Turns speech into words. Never throws; never called within a database transaction, because it may take long. */
export abstract class Transcriber {
  /** False: nobody listens, and who sends a voice message is asked to type. */
  abstract readonly on: boolean;
  /** `mediaType` is what the bytes are. */
  abstract transcribe(sound: Uint8Array, mediaType: string): Promise<Transcription>;
}
