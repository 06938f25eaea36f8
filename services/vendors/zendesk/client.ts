import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import type { ZendeskClient as Sdk } from 'node-zendesk';
import type { z } from 'zod';
import type { Transport, TransportResponse } from '../../http/transport';
import { ServiceError } from '../../serviceError';
import { API_VERSION } from './about';
import { toServiceError, ZendeskRefusal } from './errors';

export interface ZendeskSettings {
  ZENDESK_SUBDOMAIN: string;
  /** The agent that the token speaks for. */
  ZENDESK_EMAIL: string;
  ZENDESK_API_TOKEN: string;
  /** Takes the place of `https://<subdomain>.zendesk.com`; for the sandbox. */
  ZENDESK_API_URL?: string;
}

/** The SDK has one address for a client, and its help center needs another one than tickets and users. */
export interface ZendeskSdk {
  support: Sdk;
  helpCenter: Sdk;
}

/** One request by the SDK and the shape of its answer. */
export interface ZendeskCall<T> {
  /** The port method it is for. */
  operation: string;
  /** Makes exactly one request. */
  send: (sdk: ZendeskSdk) => Promise<unknown>;
  answer: z.ZodType<T>;
  /** Sent beside the SDK's own headers or in their place. */
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** @throws ServiceError, or the signal's own reason when the call was aborted. */
export type ZendeskClient = <T>(call: ZendeskCall<T>) => Promise<{ answer: T; headers: Headers }>;

/** What the transport needs to know of the call that it works for, and what it brings back. */
interface CallContext {
  transport: Transport;
  headers: Record<string, string>;
  signal: AbortSignal | undefined;
  /** The whole answer: the SDK unwraps it and loses what was side-loaded. */
  received?: { body: unknown; headers: Headers };
}

/** The SDK takes headers per client and no signal at all; this tells its transport whose call it is. */
const calls = new AsyncLocalStorage<CallContext>();

/** The official SDK on our transport, logged in with an API token. */
export function createClient(settings: ZendeskSettings, { transport }: { transport: Transport }): ZendeskClient {
  let loaded: Promise<ZendeskSdk> | undefined;

  return async ({ operation, send, answer, headers = {}, signal }) => {
    signal?.throwIfAborted();
    const context: CallContext = { transport, headers, signal };
    try {
      const sdk = await (loaded ??= load(settings));
      await calls.run(context, () => send(sdk));
      if (!context.received) throw new Error('the SDK made no request');
      return { answer: answer.parse(context.received.body), headers: context.received.headers };
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw toServiceError(error, operation);
    }
  };
}

/** Loads the SDK when it is first needed and sets it up. Sends nothing. */
async function load({
  ZENDESK_SUBDOMAIN,
  ZENDESK_EMAIL,
  ZENDESK_API_TOKEN,
  ZENDESK_API_URL,
}: ZendeskSettings): Promise<ZendeskSdk> {
  // Only the default export is there when it runs; the named one is there for the compiler alone.
  const { default: sdk } = await import('node-zendesk');
  const baseUrl = (ZENDESK_API_URL ?? `https://${ZENDESK_SUBDOMAIN}.zendesk.com`).replace(/\/$/, '');
  const at = (path: string) =>
    sdk.createClient({
      username: ZENDESK_EMAIL,
      token: ZENDESK_API_TOKEN,
      endpointUri: baseUrl + path,
      throwOriginalException: true,
      transportConfig: { transportFn, responseAdapter },
    });
  return { support: at(`/api/${API_VERSION}`), helpCenter: at(`/api/${API_VERSION}/help_center`) };
}

interface SdkRequest {
  method: string;
  headers: Record<string, string>;
  /** JSON, or the file of an upload. */
  body?: string | Readable;
}

/**
 * The SDK's own transport has no time limit, ignores aborts, and takes a 502 and a 429 with Retry-After for success. This
 * one throws whatever is no success.
 */
async function transportFn(url: string, { method, headers, body }: SdkRequest): Promise<unknown> {
  const call = calls.getStore();
  if (!call) throw new Error('the Zendesk SDK was used outside of a call');
  const response = await call.transport({
    method,
    url,
    headers: { ...headers, ...call.headers },
    // Sent as bytes: a stream would need `duplex: 'half'` and could not tell its length.
    body: body instanceof Readable ? Buffer.concat((await body.toArray()) as Buffer[]) : body,
    signal: call.signal,
  });
  const parsed = parse(response);
  if (response.status < 200 || response.status > 299) {
    throw new ZendeskRefusal(response.status, parsed, response.headers.get('retry-after'));
  }
  // A page of a proxy, or half an answer: it will not last.
  if (parsed === undefined) throw new ServiceError('unavailable', `Zendesk: HTTP ${response.status} without JSON`);
  call.received = { body: parsed, headers: response.headers };
  return parsed;
}

/** Shows the SDK a plain success: it takes any answer with a `retry-after` for a failure. */
function responseAdapter(body: unknown) {
  const headers = new Headers({ 'content-type': 'application/json' });
  return { status: 200, statusText: 'OK', headers, json: () => Promise.resolve(body) };
}

/** The body as JSON; `undefined` where it is none. */
function parse({ body }: TransportResponse): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
