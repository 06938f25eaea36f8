import { z } from 'zod';
import { MAX_RETRY_AFTER_MS, parseRetryAfter } from '../../http/retryAfter';
import { ServiceError, type ServiceErrorCode } from '../../serviceError';
import type { ShopifyUserError } from './orderQueries';

/**
 * The SDK's errors by their shape (`GraphqlQueryError`, `HttpResponseError` and its children), so that reading one does not
 * need the SDK, which is loaded only when the first call is made.
 */
const graphqlFailure = z.object({
  body: z.object({
    errors: z.object({
      graphQLErrors: z
        .array(z.object({ message: z.string(), extensions: z.object({ code: z.string().nullish() }).nullish() }))
        .min(1),
    }),
    extensions: z
      .object({
        cost: z
          .object({
            requestedQueryCost: z.number(),
            throttleStatus: z.object({ currentlyAvailable: z.number(), restoreRate: z.number() }),
          })
          .nullish()
          .catch(undefined),
      })
      .nullish(),
  }),
});

const httpFailure = z.object({
  response: z.object({ code: z.number(), headers: z.record(z.string(), z.unknown()).nullish() }),
});

/** https://shopify.dev/docs/api/admin-graphql#status_and_error_codes */
const CODE_OF_GRAPHQL_ERROR: ReadonlyMap<string, ServiceErrorCode> = new Map([
  ['THROTTLED', 'rate_limited'],
  ['ACCESS_DENIED', 'forbidden'],
  ['SHOP_INACTIVE', 'misconfigured'],
  ['INTERNAL_SERVER_ERROR', 'unavailable'],
  ['TIMEOUT', 'unavailable'],
]);

/** https://shopify.dev/docs/api/usage/response-codes */
const CODE_OF_STATUS: Readonly<Record<number, ServiceErrorCode>> = {
  // The answer had no status of failure, but was no JSON either: a proxy's page, or cut off.
  200: 'unavailable',
  401: 'unauthenticated',
  402: 'misconfigured',
  403: 'forbidden',
  404: 'misconfigured',
  408: 'unavailable',
  423: 'unavailable',
  429: 'rate_limited',
};

/**
 * What a mutation refuses with; all others are about what was sent.
 * https://shopify.dev/docs/api/admin-graphql/2026-07/enums/ReturnErrorCode and …/OrderCancelUserErrorCode
 */
const CODE_OF_USER_ERROR: ReadonlyMap<string, ServiceErrorCode> = new Map([
  ['NOT_FOUND', 'not_found'],
  ['MISSING_PERMISSION', 'forbidden'],
  ['NO_REFUND_PERMISSION', 'forbidden'],
  ['INTERNAL_ERROR', 'unavailable'],
  ['ALREADY_EXISTS', 'conflict'],
  ['TAKEN', 'conflict'],
  ['INVALID', 'conflict'],
  ['INVALID_STATE', 'conflict'],
  ['LESS_THAN_OR_EQUAL_TO', 'conflict'],
]);

/** What the first of a mutation's `userErrors` means to the bot. */
export function toRefusal([first]: ShopifyUserError[], operation: string): ServiceError {
  const code = CODE_OF_USER_ERROR.get(first?.code ?? '') ?? (first ? 'invalid_input' : 'unexpected');
  const place = first?.field?.join('.');
  const message = [first?.code, place, first?.message].filter(Boolean).join(': ') || 'the mutation gave nothing';
  return new ServiceError(code, `Shopify: ${message}`, { origin: { vendor: 'shopify', operation } });
}

/** The order that a write is about is gone, or its id is none of Shopify's. */
export function noSuchOrder(operation: string): ServiceError {
  return new ServiceError('not_found', 'Shopify: there is no such order', { origin: { vendor: 'shopify', operation } });
}

/** What an earlier call began may not be finished: to be asked again in a while. */
export function stillAtWork(operation: string): ServiceError {
  return new ServiceError('unavailable', 'Shopify: an earlier call may still be at work', {
    origin: { vendor: 'shopify', operation },
  });
}

/** What an error of the SDK means to the bot. */
export function toServiceError(error: unknown, operation: string): ServiceError {
  const origin = { vendor: 'shopify', operation };
  if (error instanceof ServiceError)
    return new ServiceError(error.code, error.message, { ...error, origin, cause: error });
  const graphql = graphqlFailure.safeParse(error);
  if (graphql.success) {
    const { errors, extensions } = graphql.data.body;
    const [first] = errors.graphQLErrors;
    const code = CODE_OF_GRAPHQL_ERROR.get(first?.extensions?.code ?? '') ?? 'unexpected';
    const retryAfterMs = code === 'rate_limited' ? refillMs(extensions?.cost) : undefined;
    return new ServiceError(code, `Shopify: ${first?.message}`, { origin, retryAfterMs, cause: error });
  }
  const http = httpFailure.safeParse(error);
  if (http.success) {
    const { code: status, headers } = http.data.response;
    const code = CODE_OF_STATUS[status] ?? (status >= 500 ? 'unavailable' : 'unexpected');
    const retryAfter = [headers?.['Retry-After']].flat()[0];
    const retryAfterMs = typeof retryAfter === 'string' ? parseRetryAfter(retryAfter) : undefined;
    return new ServiceError(code, `Shopify: HTTP ${status}`, { origin, retryAfterMs, cause: error });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new ServiceError('unexpected', `Shopify: ${message}`, { origin, cause: error });
}

type Cost = NonNullable<z.infer<typeof graphqlFailure>['body']['extensions']>['cost'];

/** How long it takes until there are enough points for the same query. */
function refillMs(cost: Cost): number | undefined {
  if (!cost || cost.throttleStatus.restoreRate <= 0) return undefined;
  const { currentlyAvailable, restoreRate } = cost.throttleStatus;
  const missing = Math.max(0, cost.requestedQueryCost - currentlyAvailable);
  return Math.min(Math.ceil((missing / restoreRate) * 1000), MAX_RETRY_AFTER_MS);
}
