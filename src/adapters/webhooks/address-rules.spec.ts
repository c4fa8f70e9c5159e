import { describe, expect, it } from '@jest/globals';
import { AddressRules, isPublicAddress } from './address-rules.js';

describe('addresses that a webhook may call', () => {
  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.100.100.200',
    '192.0.0.192',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'localhost',
    '',
  ])('do not include %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
    expect(new AddressRules([]).mayCall(address, true)).toBe(false);
  });

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '223.5.5.5', '2400:3200::1', '2606:4700::1111'])(
    'include %s, with encryption only',
    (address) => {
      const rules = new AddressRules(['10.0.0.0/8']);
      expect(rules.mayCall(address, true)).toBe(true);
      expect(rules.mayCall(address, false)).toBe(false);
    },
  );

  it('include the private networks that are named, and no others', () => {
    const rules = new AddressRules(['10.20.0.0/16', 'fd00:1::/32']);
    expect(rules.mayCall('10.20.3.4', false)).toBe(true);
    expect(rules.mayCall('fd00:1::5', true)).toBe(true);
    expect(rules.mayCall('10.21.0.1', true)).toBe(false);
    expect(rules.mayCall('fd00:2::5', true)).toBe(false);
    expect(rules.mayCall('::ffff:10.20.3.4', true)).toBe(false);
  });
});
