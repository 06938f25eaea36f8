import { BlockList, isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { ChannelError } from '../website/channelError';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether the request comes from a program on this machine. */
export function isFromThisMachine(request: IncomingMessage): boolean {
  const address = request.socket.remoteAddress ?? '';
  return loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Refuses a page of another site. Pages on this machine may call; so may a page that was itself loaded from the bot by IP
 * address. A host name is not enough, because any site can point its name to 127.0.0.1.
 *
 * @throws ChannelError 403
 */
export function checkOrigin(request: IncomingMessage): void {
  const { origin, host } = request.headers;
  if (!origin) return;
  const page = URL.canParse(origin) ? new URL(origin) : undefined;
  if (page && (isLoopbackName(page.hostname) || (isIP(page.hostname) && page.host === host))) return;
  throw new ChannelError(403, 'Forbidden', 'The local Direct Line serves pages of this machine only.');
}

/** The address under which the client reached this server, or `fallback` when what it says cannot be trusted. */
export function ownOrigin(request: IncomingMessage, fallback: string): string {
  const claimed = `http://${request.headers.host ?? ''}`;
  if (!URL.canParse(claimed)) return fallback;
  const { hostname, origin } = new URL(claimed);
  return isLoopbackName(hostname) || isIP(hostname) ? origin : fallback;
}

/**
 * Refuses a page that reached this server by a name: any site can point its own to 127.0.0.1.
 *
 * @throws ChannelError 403
 */
export function checkHost(request: IncomingMessage): void {
  if (ownOrigin(request, '') !== '') return;
  throw new ChannelError(403, 'Forbidden', 'This page is shown under the address of this machine only.');
}

function isLoopbackName(hostname: string): boolean {
  const name = hostname.replace(/^\[|\]$/g, '');
  return name === 'localhost' || (isIP(name) !== 0 && loopback.check(name, isIP(name) === 6 ? 'ipv6' : 'ipv4'));
}
