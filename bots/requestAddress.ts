import type { IncomingMessage } from 'node:http';

/**
 * Whether the address that a request is for can be read, from its target and its `Host`. restify reads it in this way
 * (`Request.getUrl`) outside every handler, where an address that is none would end the process.
 */
export function hasReadableAddress({ url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>): boolean {
  const base = `http://${headers.host || 'localhost'}`;
  if (!URL.canParse(base)) return false;
  return url.startsWith('/') ? URL.canParse(base + url) : URL.canParse(url, base);
}
