import { z } from 'zod';
import type { QuietHours } from './notifications/quietHours';

/** How settings are written: each reads a text, or says what it must look like. */
export const oneOf = <const Values extends readonly [string, ...string[]]>(...values: Values) =>
  z.enum(values, `must be ${values.join(' or ')}`);

export const milliseconds = (fallback: number, max: number) =>
  z
    .string()
    .default(String(fallback))
    .refine(
      (text) => /^\d+$/.test(text) && Number(text) <= max,
      `must be a whole number of milliseconds from 0 to ${max}`,
    )
    .transform(Number);

export const port = (fallback: number) =>
  z
    .string()
    .default(String(fallback))
    .refine((text) => /^\d+$/.test(text) && Number(text) <= 65535, 'must be a port number from 0 to 65535')
    .transform(Number);

export const optionalPort = z
  .string()
  .refine((text) => /^\d+$/.test(text) && Number(text) <= 65535, 'must be a port number from 0 to 65535')
  .transform(Number)
  .optional();

/** Shorter ones could be guessed. */
const SHORTEST_TOKEN = 32;

/** One token, or two while one takes the other's place. */
export const accessTokens = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((token) => token.trim())
      .filter(Boolean),
  )
  .refine(
    (tokens) => tokens.length <= 2 && tokens.every((token) => token.length >= SHORTEST_TOKEN && /^[!-~]+$/.test(token)),
    `must be a token of at least ${SHORTEST_TOKEN} signs (make one with: openssl rand -hex 32), or two with a comma between them`,
  );

/** Addresses over https, as their hosts: `https://connector.example.com,https://*.example.org`. */
export const httpsHosts = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((part) => part.trim().toLowerCase() || []))
  .refine(
    (urls) => urls.every((url) => /^https:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?\/?$/.test(url)),
    'must be addresses over https without a path, such as https://connector.example.com,https://*.example.org',
  )
  .transform((urls) => urls.map((url) => url.replace(/^https:\/\/|\/$/g, '').replace(/:443$/, '')));

/** In place of a vendor: nothing serves this port, and its dialogs are not offered. */
const NO_VENDOR = 'none';

export const list = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '' && item !== NO_VENDOR),
    );

/** How Entra ID names a tenant in its tokens. */
export function isTenantId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** A number for every vendor, and for some one of their own. */
export interface PerVendor {
  all: number;
  own: Readonly<Record<string, number>>;
}

export function forVendor({ all, own }: PerVendor, vendor: string): number {
  return own[vendor] ?? all;
}

const OWN_NUMBER = /^([a-z][a-z0-9]*)=([1-9]\d{0,5})$/;

/** Written as `64`, or as `64,shopify=16` where some have their own. */
export const perVendor = (fallback: number) =>
  z
    .string()
    .default(String(fallback))
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine(
      ([all = '', ...own]) => /^[1-9]\d{0,5}$/.test(all) && own.every((part) => OWN_NUMBER.test(part)),
      `must look like ${fallback}, or ${fallback},shopify=16 where a system has its own`,
    )
    .transform(([all, ...own]): PerVendor => {
      const pairs = own.map((part) => (OWN_NUMBER.exec(part) ?? []).slice(1) as [string, string]);
      return { all: Number(all), own: Object.fromEntries(pairs.map(([id, number]) => [id, Number(number)])) };
    });

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const BUSINESS_HOURS =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)-(Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))$/;

/**
 * When people answer: ISO week days (1 = Monday) and minutes of the day, in the company's time zone. Who closes at 24:00 is
 * there all through midnight.
 */
export interface BusinessHours {
  firstDay: number;
  lastDay: number;
  opensAtMinute: number;
  closesAtMinute: number;
}

export const businessHours = z
  .string()
  .default('Mon-Fri 09:00-17:30')
  .refine((text) => BUSINESS_HOURS.test(text), 'must look like "Mon-Fri 09:00-17:30"')
  .transform((text): BusinessHours => {
    const [, first, last, ...times] = (BUSINESS_HOURS.exec(text) ?? []).filter((part) => part !== undefined);
    const [opensHour = 0, opensMinute = 0, closesHour = 0, closesMinute = 0] = times.map(Number);
    return {
      firstDay: DAYS.findIndex((day) => day === first) + 1,
      lastDay: DAYS.findIndex((day) => day === last) + 1,
      opensAtMinute: opensHour * 60 + opensMinute,
      closesAtMinute: closesHour * 60 + closesMinute,
    };
  });

const QUIET_HOURS = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

/** `undefined` for `off`. */
export const quietHours = z
  .string()
  .default('21:00-08:00')
  .refine((text) => text === 'off' || QUIET_HOURS.test(text), 'must look like "21:00-08:00", or be off')
  .transform((text): QuietHours | undefined => {
    if (text === 'off') return undefined;
    const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = (QUIET_HOURS.exec(text) ?? [])
      .slice(1)
      .map(Number);
    return { fromMinute: fromHour * 60 + fromMinute, toMinute: toHour * 60 + toMinute };
  });

/** What a ticket can be about. */
export const TICKET_TOPICS = ['order', 'payment', 'account', 'product', 'technical', 'other'] as const;
export type TicketTopic = (typeof TICKET_TOPICS)[number];

const GROUP = /^\s*(\w+)\s*=\s*([\w-]+)\s*$/;

export const ticketGroups = z
  .string()
  .default('')
  .transform((text) => text.split(',').filter((part) => part.trim()))
  .refine(
    (parts) => parts.every((part) => TICKET_TOPICS.some((topic) => topic === GROUP.exec(part)?.[1])),
    `must look like "order=123,payment=456"; the topics are ${TICKET_TOPICS.join(', ')}`,
  )
  .transform((parts): Partial<Record<TicketTopic, string>> => {
    const pairs = parts.map((part) => (GROUP.exec(part) ?? []).slice(1) as [string, string]);
    return Object.fromEntries(pairs);
  });

/** The public cloud's, and those of China and the government of the USA. */
export const VAULT_ADDRESS = /^https:\/\/[a-z0-9-]{3,24}\.vault\.(?:azure\.net|azure\.cn|usgovcloudapi\.net)\/?$/i;

export const timeZone = z.string().default('UTC').refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin');

/** One key, or "new,old" while keys are changed: the first one seals, each of them opens. */
export const encryptionKeys = z
  .string()
  .transform((text) => text.split(',').map((key) => Buffer.from(key.trim(), 'base64')))
  .refine(
    (keys) => keys.every((key) => key.length === 32),
    'must be 32 bytes in base64 (make one with: openssl rand -base64 32), or two keys while they are changed: new,old',
  )
  .refine(
    (keys) => new Set(keys.map((key) => key.toString('base64'))).size === keys.length,
    'names the same key twice; while keys are changed it is: new,old',
  )
  .optional();

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** An address that others open. */
export const httpsAddress = z.url({ protocol: /^https$/, error: 'must be an address such as https://bot.example.com' });

/** This machine, as it stands in addresses. */
export const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether secrets may be sent there: encrypted, or not out of this machine. */
export function isSafeOrigin(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && LOOPBACK.has(parsed.hostname));
}

/** The address of an API that secrets are sent to. */
export const apiAddress = (example: string) => z.string().refine(isSafeOrigin, `must be an address such as ${example}`);
