import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { isLoopbackHost } from '../incomingActivity';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** What proxies add. Behind one on the same machine the whole world comes from there. */
const ADDED_BY_PROXIES = /^(x-forwarded-|x-real-ip$|x-client-ip$|forwarded$|via$)/;

/** True for a program on this machine that asks this server directly, and by a name that no other site can have. */
export function isLocalRequest({ socket, headers }: IncomingMessage): boolean {
  const address = socket.remoteAddress ?? '';
  if (!loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')) return false;
  return isLoopbackHost(headers.host) && !Object.keys(headers).some((name) => ADDED_BY_PROXIES.test(name));
}
