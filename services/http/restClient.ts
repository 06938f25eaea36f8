import type { z } from 'zod';
import { ServiceError, type ServiceErrorCode } from '../serviceError';
import { parseRetryAfter } from './retryAfter';
import type { Transport, TransportResponse } from './transport';

/** How requests prove who sends them. */
export interface Authorization {
  /** The value of the `Authorization` header. */
  header(signal?: AbortSignal): Promise<string>;
  /**
   * The system did not accept `refused` any more. Gives whether another header is to be had, so that the request is worth
   * one more try.
   */
  renew(refused: string, signal?: AbortSignal): Promise<boolean>;
}

export interface RestRequest<T> {
  /** The port method it is for. */
  operation: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base address, with a leading slash; build it with `path`. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  headers?: Record<string, string>;
  json?: unknown;
  /** Takes the place of `json`, with a content type in `headers`. */
  body?: string | Uint8Array;
  /** The part of the answer that is used; anything else may change without notice. */
  answer: z.ZodType<T>;
  /** Statuses that mean "there is none": the request then gives `undefined`. */
  noneAt?: readonly number[];
  signal?: AbortSignal;
}

/** A refusal by the system: its status, its words, and the error unless the vendor knows better. */
export interface Refusal {
  status: number;
  /** The parsed body, or its text where it is no JSON. */
  body: unknown;
  error: ServiceError;
}

export interface RestClientOptions {
  vendor: string;
  displayName: string;
  baseUrl: string;
  transport: Transport;
  authorization: Authorization;
  /** A vendor's own reading of a refusal, where the status alone does not tell. */
  explain?: (refusal: Refusal) => ServiceError;
}

/**
 * @throws ServiceError; the signal's own reason when the call was aborted.
 */
export type RestClient = <T>(request: RestRequest<T>) => Promise<T | undefined>;

/** A client for a system that has no SDK: JSON over HTTP on our transport, one renewal of the log-in per request. */
export function createRestClient(options: RestClientOptions): RestClient {
  const { authorization } = options;
  return async (request) => {
    const { signal } = request;
    const proven = <T>(work: () => Promise<T>) => logIn(options, request, work);
    signal?.throwIfAborted();
    const header = await proven(() => authorization.header(signal));
    const response = await send(options, request, header);
    if (response.status !== 401 || !(await proven(() => authorization.renew(header, signal))))
      return read(options, request, response);
    return read(options, request, await send(options, request, await proven(() => authorization.header(signal))));
  };
}

/**
 * A path whose parts come from outside: each is encoded.
 *
 * @throws ServiceError `invalid_input` for a part that is empty, `.` or `..`: encoded or not, a URL takes those for steps
 *   to another path.
 */
export function path(texts: TemplateStringsArray, ...values: (string | number)[]): string {
  const parts = values.map((value) => String(value).toWellFormed());
  const step = parts.find((part) => part === '' || part === '.' || part === '..');
  if (step !== undefined)
    throw new ServiceError('invalid_input', `"${step}" cannot stand in a path`, { notSent: true });
  return texts.reduce((whole, text, index) => whole + encodeURIComponent(parts[index - 1] ?? '') + text);
}

/**
 * One step of the log-in on behalf of a request. It is shared with other calls, so that an abort ends only the waiting for
 * it, and its failure is told as one of the operation that it was needed for.
 */
async function logIn<R, T>(
  { vendor }: RestClientOptions,
  { operation, signal }: RestRequest<R>,
  work: () => Promise<T>,
): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work(), aborted.promise]);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (!(error instanceof ServiceError)) throw error;
    const { code, message, retryAfterMs } = error;
    const origin = { vendor, operation };
    throw new ServiceError(code, message, { origin, retryAfterMs, notSent: true, cause: error });
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

function send<T>(
  { baseUrl, transport }: RestClientOptions,
  { method, path: where, query = {}, headers, json, body, signal }: RestRequest<T>,
  authorization: string,
): Promise<TransportResponse> {
  const url = new URL(baseUrl.replace(/\/$/, '') + where);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  return transport({
    method,
    url: url.href,
    headers: {
      accept: 'application/json',
      authorization,
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: json === undefined ? body : JSON.stringify(json),
    signal,
  });
}

function read<T>(options: RestClientOptions, request: RestRequest<T>, response: TransportResponse): T | undefined {
  const { vendor, displayName, explain } = options;
  const { operation, noneAt = [], answer } = request;
  const origin = { vendor, operation };
  const { status, headers } = response;
  if (noneAt.includes(status)) return undefined;
  const body = parse(response);
  if (status < 200 || status > 299) {
    const retryAfterMs = parseRetryAfter(headers.get('retry-after'));
    const error = new ServiceError(codeOf(status), `${displayName}: HTTP ${status}`, { origin, retryAfterMs });
    throw explain?.({ status, body, error }) ?? error;
  }
  const parsed = answer.safeParse(body);
  if (parsed.success) return parsed.data;
  // A page of a proxy, or half an answer, will not last; JSON of another shape will.
  const code = typeof body === 'string' ? 'unavailable' : 'unexpected';
  throw new ServiceError(code, `${displayName}: cannot read its answer`, { origin, cause: parsed.error });
}

/** The body as JSON, as text where it is none, `undefined` where there is none. */
function parse({ body }: TransportResponse): unknown {
  const text = Buffer.from(body).toString('utf8');
  if (!text.trim()) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What a status means wherever a vendor says nothing else. https://www.rfc-editor.org/rfc/rfc9110#section-15 */
function codeOf(status: number): ServiceErrorCode {
  const known: Readonly<Record<number, ServiceErrorCode>> = {
    400: 'invalid_input',
    401: 'unauthenticated',
    403: 'forbidden',
    404: 'not_found',
    408: 'unavailable',
    409: 'conflict',
    410: 'not_found',
    422: 'invalid_input',
    423: 'unavailable',
    429: 'rate_limited',
  };
  return known[status] ?? (status >= 500 ? 'unavailable' : 'unexpected');
}
