import { AsyncLocalStorage } from 'node:async_hooks';
import type { ApiVersion, Shopify } from '@shopify/shopify-api';
import type { z } from 'zod';
import type { Transport } from '../../http/transport';
import { API_VERSION } from './about';
import { toServiceError } from './errors';

export interface ShopifySettings {
  SHOPIFY_SHOP_DOMAIN: string;
  SHOPIFY_ADMIN_TOKEN: string;
  /** Takes the place of `https://<shop domain>`; for the sandbox. */
  SHOPIFY_API_URL?: string;
}

/** One GraphQL call: the document and the shape of its answer. */
export interface ShopifyCall<T> {
  /** The port method it is for. */
  operation: string;
  document: string;
  /** What is `undefined` is not sent. */
  variables: Readonly<Record<string, unknown>>;
  answer: z.ZodType<T>;
  signal?: AbortSignal;
}

/** @throws ServiceError, or the signal's own reason when the call was aborted. */
export type ShopifyClient = <T>(call: ShopifyCall<T>) => Promise<T>;

/** What the SDK's fetch needs to know of the call it is made for. */
interface CallContext {
  transport: Transport;
  apiUrl: string | undefined;
  signal: AbortSignal | undefined;
  /** Why there was no answer; the SDK keeps only the text of it. */
  failure?: unknown;
}

/** The SDK has one fetch for the whole process; this tells it whose call it is. */
const calls = new AsyncLocalStorage<CallContext>();

/** The official SDK on our transport, logged in with the token of a custom app. */
export function createClient(settings: ShopifySettings, { transport }: { transport: Transport }): ShopifyClient {
  let connected: ReturnType<typeof connect> | undefined;

  return async ({ operation, document, variables, answer, signal }) => {
    signal?.throwIfAborted();
    const context: CallContext = { transport, apiUrl: settings.SHOPIFY_API_URL, signal };
    try {
      const graphql = await (connected ??= connect(settings));
      // Retries are the caller's business: the SDK reads Retry-After as milliseconds.
      const { data } = await calls.run(context, () => graphql.request<unknown>(document, { variables, retries: 0 }));
      return answer.parse(data);
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw toServiceError(context.failure ?? error, operation);
    }
  };
}

/** Sets the SDK up. Sends nothing. */
async function connect({ SHOPIFY_SHOP_DOMAIN, SHOPIFY_ADMIN_TOKEN }: ShopifySettings) {
  const { shopifyApi, LogSeverity } = await loadSdk();
  const api: Shopify = shopifyApi({
    apiVersion: API_VERSION as ApiVersion,
    isCustomStoreApp: true,
    isEmbeddedApp: false,
    adminApiAccessToken: SHOPIFY_ADMIN_TOKEN,
    // Asked for, but used only by apps that merchants install.
    apiSecretKey: 'unused',
    hostName: 'localhost',
    // The SDK logs to stdout by itself; what matters is in the errors.
    logger: { level: LogSeverity.Error, log: () => undefined },
  });
  return new api.clients.Graphql({ session: api.session.customAppSession(SHOPIFY_SHOP_DOMAIN) });
}

/** Loads the SDK when it is first needed (0.1 to 0.3 s and 25 MB). Its fetch must be set before there is any client. */
async function loadSdk() {
  await import('@shopify/shopify-api/adapters/node');
  const { setAbstractFetchFunc } = await import('@shopify/shopify-api/runtime');
  setAbstractFetchFunc(fetchForCall);
  return import('@shopify/shopify-api');
}

async function fetchForCall(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const call = calls.getStore();
  if (!call) throw new Error('the Shopify SDK was used outside of a call');
  try {
    const { status, headers, body } = await call.transport({
      method: init?.method ?? 'GET',
      url: rebased(input instanceof Request ? input.url : input.toString(), call.apiUrl),
      headers: Object.fromEntries(new Headers(init?.headers)),
      body: typeof init?.body === 'string' ? init.body : undefined,
      signal: call.signal,
    });
    return new Response(new Uint8Array(body), { status, headers });
  } catch (error) {
    call.failure = error;
    throw error;
  }
}

/** The SDK insists on `https://….myshopify.com`; the path stays the same elsewhere. */
function rebased(url: string, apiUrl: string | undefined): string {
  if (apiUrl === undefined) return url;
  const { pathname, search } = new URL(url);
  return apiUrl.replace(/\/$/, '') + pathname + search;
}
