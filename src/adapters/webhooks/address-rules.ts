import { BlockList, isIPv4, isIPv6 } from 'node:net';

type Range = readonly [network: string, prefix: number];

/** Of this machine, of its neighbours, of nobody: loopback, private, link-local with metadata services, reserved. */
const NOT_PUBLIC_V4: readonly Range[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Everything public in IPv6 lies in one block; addresses that stand for IPv4 ones in it are refused like the rest. */
const PUBLIC_V6: Range = ['2000::', 3];
const NOT_PUBLIC_V6: readonly Range[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const blockList = (ranges: readonly Range[]): BlockList => {
  const list = new BlockList();
  for (const [network, prefix] of ranges) list.addSubnet(network, prefix, isIPv6(network) ? 'ipv6' : 'ipv4');
  return list;
};

const NOT_PUBLIC = blockList([...NOT_PUBLIC_V4, ...NOT_PUBLIC_V6]);
const V6 = blockList([PUBLIC_V6]);

export const isPublicAddress = (address: string): boolean => {
  if (isIPv4(address)) return !NOT_PUBLIC.check(address, 'ipv4');
  return isIPv6(address) && V6.check(address, 'ipv6') && !NOT_PUBLIC.check(address, 'ipv6');
};

/** Which addresses may be called: public ones, and the private networks that the installation names. */
export class AddressRules {
  private readonly allowed: BlockList;
  readonly allowsPrivate: boolean;

  /** `networks` in CIDR notation. */
  constructor(networks: readonly string[]) {
    this.allowsPrivate = networks.length > 0;
    this.allowed = blockList(
      networks.map((network) => {
        const [base = '', prefix = ''] = network.split('/');
        return [base, Number(prefix)];
      }),
    );
  }

  isNamedPrivate(address: string): boolean {
    if (isIPv4(address)) return this.allowed.check(address, 'ipv4');
    return isIPv6(address) && !isMapped(address) && this.allowed.check(address, 'ipv6');
  }

  /** Without encryption only the named private networks may be called. */
  mayCall(address: string, encrypted: boolean): boolean {
    return this.isNamedPrivate(address) || (encrypted && isPublicAddress(address));
  }
}

const MAPPED = blockList([['::ffff:0:0', 96]]);
const isMapped = (address: string): boolean => MAPPED.check(address, 'ipv6');
