import { randomBytes } from 'node:crypto';
import pino from 'pino';

/**
 * The fields that may be logged. A line holds nothing else: what a person wrote, their address or a system's answer cannot
 * slip in, because nobody thought of it.
 */
const ALLOWED_FIELDS = [
  'reference',
  'operationId',
  'task',
  'eventType',
  'deliveryId',
  'port',
  'method',
  'vendor',
  'code',
  'state',
  'attempt',
  'elapsedMs',
  'retryAfterMs',
  'kind',
  'dialog',
  'channel',
  'activityType',
  'status',
  'count',
  'reason',
  'errorName',
  'errorMessage',
  'stack',
] as const;

export type LogFields = Partial<Record<(typeof ALLOWED_FIELDS)[number], string | number | boolean | undefined>>;

export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** Logs a failure with what is known of `error`: name, masked message, stack. */
  error(event: string, error: unknown, fields?: LogFields): void;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

const EMAIL = /[^\s@"'<>]{1,64}@[^\s@"'<>]{1,255}\.[^\s@"'<>]{1,63}/g;
const SECRET = /(?<![a-z])(bearer|token|secret|password|key)(["']?[=:\s]+["']?)(?!bearer)[^\s"'&,;}]+/gi;
const LONG_NUMBER = /(?<!\w)\(?\d[\d ()/-]{8,}\d\b/g;
/** What is a credential by its own form: JSON Web Tokens, tokens with a known beginning, what stands in a `Basic` header. */
const TOKEN =
  /\bBasic\s+(?=[a-z+/]*[A-Z0-9=])[A-Za-z0-9+/]{8,}={0,2}|\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?|\b(?:shp[a-z]{2}|xox[a-z]|ghp|sk)_[\w-]{8,}/g;

/** Masks what often stands in error messages: e-mail addresses, credentials, card and phone numbers. */
export function maskPersonal(text: string): string {
  return text
    .replace(EMAIL, '[e-mail]')
    .replace(TOKEN, '[secret]')
    .replace(SECRET, '$1$2[secret]')
    .replace(LONG_NUMBER, '[number]');
}

/** Structured lines (JSON) on standard error, so that standard output stays for people. */
export function createLogger(level: LogLevel, destination: pino.DestinationStream = pino.destination(2)): Logger {
  const lines = pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return {
    debug: (event, fields) => lines.debug(allowed(fields), event),
    info: (event, fields) => lines.info(allowed(fields), event),
    warn: (event, fields) => lines.warn(allowed(fields), event),
    error: (event, error, fields) => lines.error({ ...allowed(fields), ...describe(error) }, event),
  };
}

/** A short word that a user can read out and that is found in the log, for example `K7M2QX`. */
export function createReference(): string {
  const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  return Array.from(randomBytes(6), (byte) => letters[byte % letters.length]).join('');
}

function allowed(fields: LogFields = {}): Record<string, unknown> {
  return Object.fromEntries(
    ALLOWED_FIELDS.filter((name) => fields[name] !== undefined).map((name) => {
      const value = fields[name];
      return [name, typeof value === 'string' ? maskPersonal(value) : value];
    }),
  );
}

function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { errorMessage: maskPersonal(String(error)) };
  const messages = [error.message];
  for (let cause = error.cause; cause instanceof Error && messages.length < 4; cause = cause.cause)
    messages.push(cause.message);
  return {
    errorName: error.name,
    errorMessage: maskPersonal(messages.join(' ← ')),
    stack: maskPersonal(error.stack?.split('\n').slice(1, 8).join('\n') ?? ''),
  };
}
