import { AsyncLocalStorage } from 'node:async_hooks';
import type { ApiVersion, Shopify } from '@shopify/shopify-api';
import type { z } from 'zod';
import type { Transport } from '../../http/transport';
import { abortable } from '../../operations/abort';
import { API_VERSION } from './about';
import { toServiceError } from './errors';
import { createSession, type ShopifyCredentials } from './session';

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
  token: string;
  apiUrl: string | undefined;
  signal: AbortSignal | undefined;
  /** Why there was no answer; the SDK keeps only the text of it. */
  failure?: unknown;
  /** What was answered, whatever the SDK makes of it. */
  status?: number;
}

/** The SDK has one fetch for the whole process; this tells it whose call it is. */
const calls = new AsyncLocalStorage<CallContext>();

/** The official SDK on our transport, logged in as a custom app. */
export function createClient(settings: ShopifyCredentials, { transport }: { transport: Transport }): ShopifyClient {
  let connected: ReturnType<typeof connect> | undefined;
  const session = createSession(settings, transport);

  return async ({ operation, document, variables, answer, signal }) => {
    signal?.throwIfAborted();
    // The log-in is shared: a signal ends only the waiting for it.
    const shared = <R>(work: Promise<R>) => (signal ? abortable(work, signal) : work);
    let refused: string | undefined;
    const attempt = async () => {
      const token = await shared(session.token());
      const context: CallContext = { transport, token, apiUrl: settings.SHOPIFY_API_URL, signal };
      try {
        const graphql = await (connected ??= connect(settings));
        // Retries are the caller's business: the SDK reads Retry-After as milliseconds.
        const { data } = await calls.run(context, () => graphql.request<unknown>(document, { variables, retries: 0 }));
        return answer.parse(data);
      } catch (error) {
        refused = context.status === 401 ? token : undefined;
        throw context.failure ?? error;
      }
    };
    try {
      return await attempt().catch(async (error: unknown) => {
        // Once: a shop that refuses the new token, too, is believed.
        if (refused === undefined || !(await shared(session.renew(refused)))) throw error;
        return attempt();
      });
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw toServiceError(error, operation);
    }
  };
}

/** Sets the SDK up. Sends nothing. */
async function connect({ SHOPIFY_SHOP_DOMAIN }: ShopifyCredentials) {
  const { shopifyApi, LogSeverity } = await loadSdk();
  const api: Shopify = shopifyApi({
    apiVersion: API_VERSION as ApiVersion,
    isCustomStoreApp: true,
    isEmbeddedApp: false,
    // Asked for: each call brings its own token, and the other one is used only by apps that merchants install.
    adminApiAccessToken: 'unused',
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
      headers: { ...Object.fromEntries(new Headers(init?.headers)), 'x-shopify-access-token': call.token },
      body: typeof init?.body === 'string' ? init.body : undefined,
      signal: call.signal,
    });
    call.status = status;
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
