/** Where a message travels, in the words of the contact policy. */
export const CHANNELS = ['wechat', 'sms', 'telegram', 'simulator'] as const;
export type Channel = (typeof CHANNELS)[number];

export const isChannel = (raw: string): raw is Channel => (CHANNELS as readonly string[]).includes(raw);
