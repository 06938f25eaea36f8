import type { IncomingHttpHeaders } from 'node:http';

export interface LoggedRequest {
  vendor: string;
  /** ISO 8601. */
  at: string;
  method: string;
  path: string;
  headers: Record<string, unknown>;
  /** Parsed where it is JSON, else its text. */
  body: unknown;
  /** `null` while there is no answer, and for ever where a fault swallowed it. */
  status: number | null;
}

const CREDENTIAL = /authorization|cookie|password|passwd|secret|token|assertion|api[-_]?key|signature/i;
const MASK = '***';
/** Enough for a long test; the oldest go first. */
const KEPT_REQUESTS = 10_000;
const KEPT_CHARACTERS = 20_000;

/** The requests that the vendors received, without their credentials. */
export class RequestLog {
  private entries: LoggedRequest[] = [];

  add(vendor: string, method: string, url: URL, headers: IncomingHttpHeaders, body: Buffer): LoggedRequest {
    const entry: LoggedRequest = {
      vendor,
      at: new Date().toISOString(),
      method,
      path: url.pathname + maskedQuery(url.searchParams),
      headers: maskedObject(headers),
      body: maskedBody(body.toString('utf8')),
      status: null,
    };
    this.entries.push(entry);
    if (this.entries.length > KEPT_REQUESTS) this.entries.shift();
    return entry;
  }

  clear(): void {
    this.entries = [];
  }

  list(vendor?: string): LoggedRequest[] {
    return this.entries.filter((entry) => vendor === undefined || entry.vendor === vendor);
  }
}

function maskedBody(text: string): unknown {
  if (text === '') return undefined;
  if (text.length > KEPT_CHARACTERS) return `(${text.length} characters)`;
  try {
    return masked(JSON.parse(text));
  } catch {
    // Not JSON: a form (log-ins send their secrets so), a file or anything else.
    return /^[\w.~%+-]+=/.test(text) ? maskedQuery(new URLSearchParams(text)).slice(1) : text;
  }
}

function maskedQuery(query: URLSearchParams): string {
  const shown = new URLSearchParams();
  for (const [key, value] of query) shown.append(key, CREDENTIAL.test(key) ? MASK : value);
  return shown.size > 0 ? `?${shown.toString()}` : '';
}

function maskedObject(value: object): Record<string, unknown> {
  const pairs = Object.entries(value) as [string, unknown][];
  return Object.fromEntries(pairs.map(([key, each]) => [key, CREDENTIAL.test(key) ? MASK : masked(each)]));
}

function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  return typeof value === 'object' && value !== null ? maskedObject(value) : value;
}
