import { z } from 'zod';
import { LOOPBACK } from '../settingValues';

const SCHEMES = ['nats:', 'tls:', 'https:', 'http:'];

/** The setting that says where events go. */
export const eventsUrl = z
  .string()
  .refine(
    (text) => URL.canParse(text) && SCHEMES.includes(new URL(text).protocol) && new URL(text).hostname !== '',
    'must be nats://host:4222 (or tls://) for NATS JetStream, or an https:// address that takes CloudEvents',
  )
  .refine(
    (text) => !URL.canParse(text) || !isHttp(text) || !hasCredentials(text),
    'must hold no user or password: the receiver knows the bot by its signature',
  );

/** The setting that says as who events are sent: a URI reference, as CloudEvents want it. */
export const eventsSource = z
  .string()
  .default('/business-chat-bot')
  .refine((text) => URL.canParse(text, 'https://example.com') && !/\s/.test(text), 'must be a URI such as /chat-bot');

export function isHttp(address: string): boolean {
  return /^https?:$/.test(new URL(address).protocol);
}

/** True for HTTP without encryption to anything but this machine, and in production always. */
export function isExposed(address: string, production: boolean): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && (production || !LOOPBACK.has(hostname));
}

function hasCredentials(address: string): boolean {
  const { username, password } = new URL(address);
  return username !== '' || password !== '';
}
