import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/**
 * The network address of whoever sends a request. Each proxy adds the address it was called from to the end of
 * `X-Forwarded-For`; what stands before those of our own proxies, the client may have made up.
 *
 * @param trustedProxies how many proxies stand before this server
 */
export function clientAddress({ headers, socket }: IncomingMessage, trustedProxies: number): string {
  const own = socket.remoteAddress ?? '';
  if (trustedProxies === 0) return own;
  const hops = String(headers['x-forwarded-for'] ?? '').split(',');
  return withoutPort(hops.at(-trustedProxies)?.trim() ?? '') || own;
}

/** What requests are counted by: one household or office has a whole IPv6 network of its own. */
export function networkOf(address: string): string {
  const [plain = ''] = address.replace(/^::ffff:/i, '').split('%');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::').map((part) => part.split(':').filter(Boolean)) as [string[], string[]?];
  const gap = Array<string>(Math.max(0, 8 - head.length - (tail?.length ?? 0))).fill('0');
  return `${[...head, ...gap, ...(tail ?? [])].slice(0, 4).join(':')}::/64`;
}

/** Azure App Service writes `203.0.113.7:54321`. */
function withoutPort(hop: string): string {
  const bracketed = /^\[(.+)\](?::\d+)?$/.exec(hop);
  return bracketed?.[1] ?? (/^[\d.]+:\d+$/.test(hop) ? hop.replace(/:\d+$/, '') : hop);
}
