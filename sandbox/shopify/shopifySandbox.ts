import { Account } from '../account';
import { json, type Answer } from '../answer';
import { RecordStore } from '../recordStore';
import type { VendorRequest, VendorSandbox } from '../vendorSandbox';
import { AdminGraphql, throttled } from './adminGraphql';
import { ShopifyOAuth } from './oauth';
import { setStock, shopifyProducts } from './productRecords';
import { shopifyOrders, type ShopifyStore } from './records';
import { shopifyReturns } from './returnRecords';
import { API_VERSION } from './schema';
import { shopifyHappening } from './webhooks';

const GRAPHQL_PATH = /^\/admin\/api\/(?:\d{4}-\d{2}|unstable)\/graphql\.json$/;

/** What Shopify says with these statuses. https://shopify.dev/docs/api/usage/response-codes */
const FAILURES: Readonly<Record<number, unknown>> = {
  401: { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' },
  402: { errors: 'Unavailable Shop' },
  403: { errors: '[API] This action requires merchant approval for read_orders scope.' },
  404: { errors: 'Not Found' },
  423: { errors: 'This shop is currently locked' },
  429: { errors: 'Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.' },
};

/** Shopify's Admin API, below `/shopify`: GraphQL over the orders, returns and products of one demo shop. */
export function createShopifySandbox(): VendorSandbox {
  const store: ShopifyStore = new RecordStore();
  const now = new Date();
  const orders = shopifyOrders(now);
  store.add('order', ...orders);
  store.add('product', ...shopifyProducts());
  store.add('return', ...shopifyReturns(now, orders));
  // What the one app that is installed in the shop proves itself with: its token, or its client secret.
  const account = new Account('sandbox-token');
  const oauth = new ShopifyOAuth(account);
  const graphql = new AdminGraphql(store, undefined, account);

  return {
    account,

    answer(request: VendorRequest): Answer {
      const { method, path, headers, body, searchLagMs } = request;
      const loggedIn = oauth.answer(request);
      if (loggedIn) return loggedIn;
      if (!oauth.accepts(headers['x-shopify-access-token']?.toString())) return json(401, FAILURES[401]);
      if (method !== 'POST' || !GRAPHQL_PATH.test(path)) return json(404, FAILURES[404]);
      const answer = graphql.answer(body.toString('utf8'), searchLagMs);
      return { ...answer, headers: { ...answer.headers, 'x-shopify-api-version': API_VERSION } };
    },

    /** A 429 is the REST API's way; without a time to wait it becomes GraphQL's: 200 and the error THROTTLED. */
    failure(status: number, retryAfter: string | undefined): Answer {
      if (status === 429 && retryAfter === undefined) return json(200, throttled());
      return json(status, FAILURES[status] ?? { errors: 'Internal Server Error' }, {
        ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
        // Somewhere that would answer, so that a redirect that is followed shows.
        ...(status >= 300 && status < 400 && { location: '/control/status' }),
      });
    },

    setStock: (sku, quantity) => setStock(store.all('product'), sku, quantity),

    happen: (happening) => shopifyHappening(store, happening),

    records: (type) => store.list(type),
  };
}
