import { BlockList, isIP } from 'node:net';
import type { Matcher } from './matcher.ts';

const fault = 'must be a range of addresses such as 10.0.0.0/24 or 2001:db8::/32';

/** `{ cidr: 10.0.0.0/24 }`: an IPv4 or IPv6 address in the range. */
export const cidr: Matcher = (operand) => {
  if (typeof operand !== 'string') return { fault };
  const [, network = '', length = ''] = /^([^/]+)\/(\d{1,3})$/.exec(operand) ?? [];
  const family = familyOf(network);
  if (family === undefined || Number(length) > (family === 'ipv4' ? 32 : 128)) return { fault };
  const range = new BlockList();
  range.addSubnet(network, Number(length), family);
  return (value) => {
    if (typeof value !== 'string') return false;
    const family = familyOf(value);
    return family !== undefined && range.check(value, family);
  };
};

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const family = isIP(address);
  return family === 0 ? undefined : family === 4 ? 'ipv4' : 'ipv6';
}
