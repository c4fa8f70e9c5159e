import type { OpenOrder } from '../link.js';
import type { ContactBook } from './friends.js';

/** What is used of a puppet; everything that it emits beside errors. */
export interface Puppet extends ContactBook {
  readonly currentUserId: string;
  messageSendText(address: string, text: string): Promise<string | void>;
  messagePayload(id: string): Promise<MessagePayload>;
  messageFile(id: string): Promise<MessageFile>;
  ding(word: string): void;
  on(event: 'login' | 'logout' | 'ready' | 'heartbeat' | 'dong', listener: () => void): unknown;
  on(event: 'scan', listener: (scan: { readonly status: number; readonly qrcode?: string }) => void): unknown;
  on(event: 'message', listener: (event: { readonly messageId: string }) => void): unknown;
  on(event: 'friendship', listener: (event: { readonly friendshipId: string }) => void): unknown;
}

export interface MessagePayload {
  readonly id: string;
  readonly type: number;
  readonly talkerId?: string;
  readonly listenerId?: string;
  readonly roomId?: string;
  readonly text?: string;
  readonly filename?: string;
  readonly timestamp: number;
}

export interface MessageFile {
  readonly name: string;
  /** Bytes, where known before they are fetched; else below zero or missing. */
  readonly size?: number;
  toBase64(): Promise<string>;
}

/** A wechaty bot, as far as it is used: it starts and resets its puppet, which does everything else. */
export interface Bot {
  readonly puppet: Puppet;
  init(): Promise<void>;
  start(): Promise<void>;
  reset(): Promise<void>;
  on(event: 'error', listener: (error: unknown) => void): unknown;
}

/** Which package is missing. */
export class MissingPackage extends Error {
  constructor(readonly packageName: string) {
    super(`The package ${packageName} is missing.`);
  }
}

/** Loads wechaty and the puppet. Throws `MissingPackage`; whatever else it throws comes of the options. */
export async function makeBot({ puppet, puppetOptions }: OpenOrder): Promise<Bot> {
  for (const name of ['wechaty', puppet]) {
    try {
      import.meta.resolve(name);
    } catch {
      throw new MissingPackage(name);
    }
  }
  const { WechatyBuilder } = await import('wechaty');
  return WechatyBuilder.build({
    name: 'login',
    puppet: puppet as 'wechaty-puppet-service',
    puppetOptions: { ...puppetOptions },
  }) as unknown as Bot;
}
