import { z } from 'zod';
import { isExposed } from './events/sinkAddress';
import { LOOPBACK } from './settingValues';

/** Azure Direct Line everywhere; a company may be bound to a region: https://learn.microsoft.com/azure/bot-service/bot-builder-concept-regionalization */
const DIRECT_LINE = 'directline.botframework.com';
const DIRECT_LINE_PATH = '/v3/directline';
/** In place of an origin: there is no website, and no chat on any. */
const NO_WEBSITE = 'none';
/** As many bytes as the hash has: https://www.rfc-editor.org/rfc/rfc7518#section-3.2 */
const HS256_KEY_BYTES = 32;

/** The websites that may show the chat; `undefined` when nothing is said, empty for `none`. */
const allowedOrigins = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine(
    (parts) => (parts.length === 1 && parts[0] === NO_WEBSITE) || parts.every(isOrigin),
    'must be a list of origins such as https://www.example.com,https://shop.example.com (no path, https), or none',
  )
  .transform((parts) => parts.filter((part) => part !== NO_WEBSITE))
  .optional();

/** A host, or a whole address of a service that speaks Direct Line 3.0. */
const directLineDomain = z
  .string()
  .default(DIRECT_LINE)
  .transform((text) => (text.includes('://') ? text.replace(/\/+$/, '') : `https://${text}${DIRECT_LINE_PATH}`))
  .refine(
    (text) => URL.canParse(text) && text.endsWith(DIRECT_LINE_PATH),
    `must be a host such as europe.${DIRECT_LINE}, or an address that ends in ${DIRECT_LINE_PATH}`,
  );

/** The settings of the chat on websites. */
export const websiteSettings = {
  ALLOWED_ORIGINS: allowedOrigins,
  DIRECT_LINE_SECRET: z.string().optional(),
  DIRECT_LINE_DOMAIN: directLineDomain,
  TRUSTED_PROXIES: z
    .string()
    .default('0')
    .refine((text) => /^\d$/.test(text), 'must be a number from 0 to 9')
    .transform(Number),
  WEBSITE_JWT_SECRET: z
    .string()
    .refine((text) => Buffer.byteLength(text) >= HS256_KEY_BYTES, `must have at least ${HS256_KEY_BYTES} bytes`)
    .optional(),
  WEBSITE_JWKS_URL: z.url({ protocol: /^https?$/, error: 'must be an https:// address' }).optional(),
  WEBSITE_JWT_ISSUER: z.string().optional(),
  WEBSITE_JWT_AUDIENCE: z.string().optional(),
};

type WebsiteSettings = z.output<z.ZodObject<typeof websiteSettings>> & { production: boolean };

/** What the settings of the chat on websites contradict each other in. */
export function findWebsiteFaults(config: WebsiteSettings): string[] {
  const { ALLOWED_ORIGINS: origins, DIRECT_LINE_SECRET: secret, DIRECT_LINE_DOMAIN: domain, production } = config;
  const faults: string[] = [];
  if (production && !origins)
    faults.push(
      'ALLOWED_ORIGINS is missing: the websites that may show the chat, such as https://www.example.com; none without a website',
    );
  if (production && origins?.length && !secret)
    faults.push(
      'DIRECT_LINE_SECRET is missing: the websites in ALLOWED_ORIGINS reach the bot through Azure Direct Line',
    );
  if (isExposed(domain, production))
    faults.push('DIRECT_LINE_DOMAIN must be https; http only to this machine, and only in development');
  return [...faults, ...findSignInFaults(config)];
}

function findSignInFaults(config: WebsiteSettings): string[] {
  const { WEBSITE_JWKS_URL: jwks, production } = config;
  if (!jwks) return [];
  const faults: string[] = [];
  if (config.WEBSITE_JWT_SECRET)
    faults.push('WEBSITE_JWT_SECRET and WEBSITE_JWKS_URL are both set: users are signed in by one of them');
  if (isExposed(jwks, production))
    faults.push('WEBSITE_JWKS_URL must be https; http only to this machine, and only in development');
  // The same provider signs for others too: a token that was meant for another application must not do here.
  for (const name of ['WEBSITE_JWT_ISSUER', 'WEBSITE_JWT_AUDIENCE'] as const)
    if (!config[name]) faults.push(`${name} is missing: WEBSITE_JWKS_URL alone does not tell whose tokens are meant`);
  return faults;
}

/** Exactly as a browser writes it in `Origin`. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  return origin === text && (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname)));
}
