import { z } from 'zod';
import { cacheTtl } from './cache/cacheTtl';
import { retentionDays } from './storage/retention';
import { findContradictions } from './configContradictions';
import { eventsSource, eventsUrl } from './events/sinkAddress';
import { opsSettings } from './opsSettings';
import {
  apiAddress,
  businessHours,
  encryptionKeys,
  httpsAddress,
  httpsHosts,
  list,
  milliseconds,
  oneOf,
  perVendor,
  port,
  quietHours,
  ticketGroups,
  timeZone,
  VAULT_ADDRESS,
} from './settingValues';
import { signInSettings } from './signIn/signInSettings';
import { websiteSettings } from './websiteSettings';

export { TICKET_TOPICS, type BusinessHours, type TicketTopic } from './settingValues';

/** Something about the settings is wrong. The message names every fault and what to write instead. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(
      `The settings have ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
  }
}

/** The settings of the application itself. A vendor's own settings are declared in its folder. */
export const settings = z.object({
  NODE_ENV: oneOf('development', 'production', 'test').default('development'),
  PORT: port(3978),
  HOST: z.string().optional(),
  LOG_LEVEL: oneOf('debug', 'info', 'warn', 'error', 'silent').optional(),
  MicrosoftAppType: oneOf('SingleTenant', 'UserAssignedMSI', 'MultiTenant').optional(),
  MicrosoftAppId: z.string().optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppTenantId: z.string().optional(),
  /** The cloud that the bot is registered in; the public one where it is not set. */
  ChannelService: z
    .literal('https://botframework.azure.us', 'must be https://botframework.azure.us or empty')
    .optional(),
  ALLOWED_SERVICE_URLS: httpsHosts,
  ...signInSettings,
  DATABASE_URL: z
    .string()
    .default('sqlite:data/bot.db')
    .refine(
      (text) => /^sqlite:./.test(text) || (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)),
      'must be sqlite: and a file, such as sqlite:data/bot.db, or postgres://user:password@host:5432/database',
    ),
  DATA_ENCRYPTION_KEY: encryptionKeys,
  INLINE_WAIT_MS: milliseconds(2500, 8000),
  STILL_CHECKING_AFTER_MS: milliseconds(5000, 600_000),
  OFFER_HUMAN_AFTER_MS: milliseconds(15_000, 600_000),
  ATTEMPT_TIMEOUT_MS: milliseconds(30_000, 120_000),
  VENDOR_CONCURRENCY: perVendor(64),
  BREAKER_FAILURES: perVendor(12),
  BREAKER_OPEN_MS: perVendor(5000),
  CRM_VENDOR: list('salesforce'),
  HELPDESK_VENDOR: list('zendesk'),
  COMMERCE_VENDOR: list('shopify'),
  HR_VENDOR: list('workday,servicenow'),
  ITSM_VENDOR: list('servicenow'),
  FINANCE_VENDOR: list('workday'),
  SANDBOX: oneOf('on', 'off').optional(),
  SANDBOX_URL: z.url('must be an address such as http://127.0.0.1:3979').optional(),
  SANDBOX_PORT: port(3979),
  DEV_USER_EMAIL: z.email('must be an e-mail address').default('employee@example.com'),
  CLU_ENDPOINT: apiAddress('https://my-resource.cognitiveservices.azure.com').optional(),
  CLU_KEY: z.string().optional(),
  CLU_PROJECT: z.string().optional(),
  CLU_DEPLOYMENT: z.string().default('production'),
  SMTP_URL: z
    .string()
    .refine((text) => /^smtps?:\/\/[^\s]+$/.test(text), 'must look like smtps://user:password@mail.example.com:465')
    .optional(),
  MAIL_FROM: z.string().optional(),
  EVENTS_URL: eventsUrl.optional(),
  EVENTS_SOURCE: eventsSource,
  EVENTS_SIGNING_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  /** Where the bot is reached from outside, without a path. */
  PUBLIC_URL: httpsAddress.optional(),
  PRIVACY_URL: httpsAddress.optional(),
  TERMS_URL: httpsAddress.optional(),
  COMPANY_NAME: z.string().default('Northwind Trading'),
  COMPANY_EMAIL: z.email('must be an e-mail address').default('help@example.com'),
  COMPANY_PHONE: z.string().default('+1 555 010 0199'),
  COMPANY_TIME_ZONE: timeZone,
  /** Whom employees turn to in confidence. */
  HR_CONTACT_NAME: z.string().optional(),
  HR_CONTACT_EMAIL: z.email('must be an e-mail address').default('hr@example.com'),
  HR_CONTACT_PHONE: z.string().default('+1 555 010 0177'),
  GERMAN_ADDRESS: oneOf('sie', 'du').default('sie'),
  /** Whose phone numbers need no country code, and whose public holidays count: `US`, `DE-BY`. */
  COMPANY_REGION: z
    .string()
    .default('US')
    .refine(
      (text) => /^[A-Z]{2}(-[A-Z0-9]{1,3})*$/.test(text),
      'must be a country and perhaps a region, such as US or DE-BY',
    ),
  BUSINESS_HOURS: businessHours,
  TICKET_GROUPS: ticketGroups,
  RETURN_WINDOW_DAYS: z
    .string()
    .default('30')
    .refine((text) => /^\d{1,4}$/.test(text), 'must be a number of days')
    .transform(Number),
  LEAD_OPPORTUNITY: oneOf('on', 'off').default('off'),
  /** `event`: a lead is handed in as an event, and made in the CRM by whoever hears it. */
  LEAD_CAPTURE: oneOf('direct', 'event').default('direct'),
  LOG_INTERACTIONS: oneOf('on', 'off').default('on'),
  QUIET_HOURS: quietHours,
  NOTIFICATIONS_PER_SECOND: z
    .string()
    .default('5')
    .refine((text) => /^[1-9]\d{0,2}$/.test(text), 'must be a number from 1 to 999')
    .transform(Number),
  /** In business hours. */
  AGENT_REPLY_WITHIN_MINUTES: z
    .string()
    .default('10')
    .refine((text) => /^[1-9]\d{0,3}$/.test(text), 'must be a number of minutes from 1 to 9999')
    .transform(Number),
  EMAIL_AGENT_REPLY_AFTER_MINUTES: z
    .string()
    .default('3')
    .refine((text) => /^\d{1,4}$/.test(text), 'must be a number of minutes from 0 to 9999')
    .transform(Number),
  STOCK_CHECK_MINUTES: z
    .string()
    .default('10')
    .refine((text) => /^[1-9]\d{0,3}$/.test(text), 'must be a number of minutes from 1 to 9999')
    .transform(Number),
  ...opsSettings,
  KEY_VAULT_URL: z
    .string()
    .regex(VAULT_ADDRESS, 'must be the address of a vault, such as https://acme-bot.vault.azure.net')
    .optional(),
  SECRETS_RELOAD_MINUTES: z
    .string()
    .default('5')
    .refine((text) => /^\d{1,4}$/.test(text), 'must be a number of minutes from 0 to 9999')
    .transform(Number),
  RETENTION_DAYS: retentionDays,
  READ_CACHE: oneOf('on', 'off').default('on'),
  CACHE_TTL: cacheTtl,
  ...websiteSettings,
});

export type Settings = z.output<typeof settings>;

export interface AppConfig extends Settings {
  production: boolean;
  host: string;
  logLevel: NonNullable<Settings['LOG_LEVEL']>;
  /** True where connector tokens are checked. */
  authenticated: boolean;
  /** True where only this machine reaches the bot. */
  onLoopback: boolean;
}

/** The settings as far as they can be understood, and everything that is wrong with them. */
export interface ConfigReading {
  config: AppConfig;
  faults: string[];
}

/**
 * Reads the settings. An empty value counts as not set; a faulty one counts as its default, so that all other faults are
 * found too.
 */
export function readConfig(environment: Record<string, string | undefined>): ConfigReading {
  const given = withoutBlanks(environment);
  const parsed = settings.safeParse(given);
  const faulty = new Set(parsed.error?.issues.map(({ path }) => String(path[0])));
  const sound = Object.fromEntries(Object.entries(given).filter(([name]) => !faulty.has(name)));
  const config = withDerived(parsed.data ?? settings.parse(sound));
  return { config, faults: [...(parsed.error ? describeFaults(parsed.error) : []), ...findContradictions(config)] };
}

/** @throws ConfigError naming every fault of the application's own settings. */
export function loadConfig(environment: Record<string, string | undefined>): AppConfig {
  const { config, faults } = readConfig(environment);
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

function withDerived(values: Settings): AppConfig {
  const production = values.NODE_ENV === 'production';
  const host = values.HOST ?? (production ? '0.0.0.0' : '127.0.0.1');
  return {
    ...values,
    production,
    host,
    onLoopback: ['127.0.0.1', 'localhost', '::1'].includes(host),
    logLevel: values.LOG_LEVEL ?? (production ? 'info' : 'warn'),
    authenticated: values.MicrosoftAppId !== undefined,
  };
}

/** One line a fault: the setting's name and what it must be. The value is not repeated: it may be a secret. */
export function describeFaults(error: z.ZodError): string[] {
  return error.issues.map(
    (issue) => `${issue.path.join('.')} ${issue.code === 'invalid_type' ? 'is missing' : issue.message}`,
  );
}

export function withoutBlanks(environment: Record<string, string | undefined>): Record<string, string> {
  const entries = Object.entries(environment).map(([name, value]) => [name, value?.trim()] as const);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, string] => Boolean(entry[1])));
}
