import { describe, expect, it } from '@jest/globals';
import { WECHATY_SETTINGS, puppetOptionsOf } from './settings.js';

const GATEWAY = { endpoint: 'gateway.example:8788', token: 'gateway_0123456789' };
const refused = (settings: Record<string, string>): string => {
  try {
    WECHATY_SETTINGS.check(settings);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('settings of a wechaty account', () => {
  it('are read with the values that hold where none is given', () => {
    expect(puppetOptionsOf(WECHATY_SETTINGS.read(GATEWAY))).toEqual({
      ...GATEWAY,
      timeoutSeconds: 60,
      tls: { disable: false },
    });
  });

  it.each([
    [{ token: GATEWAY.token }, 'endpoint'],
    [{ endpoint: GATEWAY.endpoint }, 'token'],
    [{ ...GATEWAY, endpoint: 'http://gateway' }, 'endpoint'],
    [{ ...GATEWAY, token: 'without-a-name' }, 'token'],
    [{ ...GATEWAY, puppet: '../somewhere' }, 'puppet'],
    [{ ...GATEWAY, puppetOptions: '[1]' }, 'puppetOptions'],
    [{ ...GATEWAY, puppetOptions: 'x' }, 'puppetOptions'],
    [{ ...GATEWAY, tls: 'maybe' }, 'tls'],
    [{ ...GATEWAY, friendRequests: 'all' }, 'friendRequests'],
  ])('%j is refused with the name of the setting', (settings, name) => {
    expect(refused(settings)).toMatch(new RegExp(`^The setting ${name} .*[.]$`, 'u'));
    expect(refused(settings)).not.toContain('0123456789');
  });

  it('another puppet needs no gateway and takes its own options', () => {
    const settings = { puppet: 'wechaty-puppet-padlocal', puppetOptions: '{"deviceName":"desk"}' };
    expect(puppetOptionsOf(WECHATY_SETTINGS.read(settings))).toEqual({
      timeoutSeconds: 60,
      deviceName: 'desk',
    });
  });

  it('hides what is secret', () => {
    const secret = WECHATY_SETTINGS.describe().filter((one) => one.secret);
    expect(secret.map(({ name }) => name)).toEqual(['puppetOptions', 'token']);
  });
});
