import type { TwilioSettings } from './settings.js';

export const basicAuth = ({ accountSid, authToken }: TwilioSettings): string =>
  `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
