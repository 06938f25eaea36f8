import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Where the channels keep the files of their users: Direct Line and Web Chat, Azure's storage, Teams. */
const CHANNEL_HOSTS = ['.botframework.com', '.blob.core.windows.net', '.sharepoint.com', '.asm.skype.com'];

const inside = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(network, prefix, 'ipv6');

/** Every address behind a host's name. */
export type Resolve = (host: string) => Promise<string[]>;

const resolveHost: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

export interface AddressRules {
  /** Where the channel itself is; its word was checked when the message came. */
  serviceUrl: string;
  /** Whether a channel may be on this machine. */
  development: boolean;
}

/**
 * Whether a file may be fetched from here: only from the channel itself or the hosts where channels keep files, never from
 * inside the network; a message must not make the bot call where its sender cannot.
 */
export async function isFileAddress(
  address: string,
  { serviceUrl, development }: AddressRules,
  resolve: Resolve = resolveHost,
): Promise<boolean> {
  if (!URL.canParse(address) || !URL.canParse(serviceUrl)) return false;
  const [url, service] = [new URL(address), new URL(serviceUrl)];
  if (url.username || url.password) return false;
  if (isLoopback(url.hostname)) return development && isLoopback(service.hostname) && url.port === service.port;
  if (url.protocol !== 'https:' || isIP(bare(url.hostname)) !== 0) return false;
  const isChannel = url.host === service.host;
  const isStore = url.port === '' && CHANNEL_HOSTS.some((host) => url.hostname.endsWith(host));
  if (!isChannel && !isStore) return false;
  const addresses = await resolve(url.hostname).catch(() => []);
  return addresses.length > 0 && !addresses.some(isInside);
}

/** Whether an IP address is none of the internet: this machine, a private network, link-local, multicast. */
export function isInside(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  return inside.check(mapped, isIP(mapped) === 6 ? 'ipv6' : 'ipv4');
}

function isLoopback(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '::1'].includes(bare(hostname));
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
