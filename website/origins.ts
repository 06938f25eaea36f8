import { isIP } from 'node:net';
import type { Request, Response } from 'restify';
import { ChannelError } from './channelError';

export interface OriginRules {
  /** Exact origins; `undefined` while nobody has said. */
  allowed: readonly string[] | undefined;
  production: boolean;
}

/**
 * The page that asks. The widget's own page is one of the bot's; a company's pages are those that are allowed; in
 * development pages of this machine are. Programs, which send no origin, are let in only in development.
 *
 * @throws ChannelError 403 for all others.
 */
export function checkedOrigin(request: Request, { allowed, production }: OriginRules): string | undefined {
  const { origin, host = '' } = request.headers;
  if (!origin && !production) return undefined;
  if (origin && (allowed?.includes(origin) || isOwn(origin, host) || (!production && isOfThisMachine(origin))))
    return origin;
  const what = origin ? 'This page is not one of the websites that may use the chat.' : 'Only websites get tokens.';
  throw new ChannelError(403, 'OriginNotAllowed', what);
}

/** Lets the page read the answer. */
export function allowOrigin(response: Response, origin: string | undefined): void {
  response.setHeader('Vary', 'Origin');
  if (origin) response.setHeader('Access-Control-Allow-Origin', origin);
}

/** Who may show the chat in a frame, for `frame-ancestors`. */
export function ancestors({ allowed = [], production }: OriginRules): string {
  const thisMachine = production ? [] : ['http://127.0.0.1:*', 'http://localhost:*'];
  return ["'self'", ...allowed, ...thisMachine].join(' ');
}

/**
 * Without encryption a name proves nothing: any site can point its own to this address. It must be a number then, or this
 * machine's.
 */
function isOwn(origin: string, host: string): boolean {
  if (origin === `https://${host}`) return true;
  return origin === `http://${host}` && (isOfThisMachine(origin) || isIP(hostnameOf(origin)) !== 0);
}

function isOfThisMachine(origin: string): boolean {
  const name = hostnameOf(origin);
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

function hostnameOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).hostname.replace(/^\[|\]$/g, '') : '';
}
