import { executeSync, GraphQLError, parse, validate, type DocumentNode, type ExecutionResult } from 'graphql';
import { z } from 'zod';
import { Account } from '../account';
import { json, type Answer } from '../answer';
import { resolveField } from './connection';
import { actualCost, CostBucket, MAX_QUERY_COST, requestedCost, type ThrottleStatus } from './queryCost';
import { queryRoot } from './queryRoot';
import type { ShopifyStore } from './records';
import { schema } from './schema';
import { shopifyRules } from './validation';

const LIMITS_PAGE = 'https://shopify.dev/api/usage/rate-limits';

const requestSchema = z.object({
  query: z.string().min(1),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

type GraphqlRequest = z.infer<typeof requestSchema>;

/** Answers GraphQL requests as the Admin API does, and charges for them. */
export class AdminGraphql {
  constructor(
    private readonly store: ShopifyStore,
    private readonly bucket = new CostBucket(),
    private readonly account = new Account(''),
  ) {}

  answer(body: string, searchLagMs: number): Answer {
    const request = readRequest(body);
    if (!request) return json(400, { errors: { query: 'Required parameter missing or invalid' } });
    const document = readDocument(request.query);
    return json(200, 'kind' in document ? this.run(document, request, searchLagMs) : { errors: document });
  }

  private run(document: DocumentNode, request: GraphqlRequest, searchLagMs: number): object {
    const variables = request.variables ?? {};
    const requested = requestedCost(schema, document, variables);
    if (requested > MAX_QUERY_COST) return { errors: [tooExpensive(requested)] };
    if (!this.bucket.allows(requested)) return throttled(requested, this.bucket.status());
    const result = executeSync({
      schema,
      document,
      variableValues: variables,
      operationName: request.operationName,
      rootValue: queryRoot(this.store, this.account, searchLagMs),
      fieldResolver: resolveField,
    });
    const actual = actualCost(result.data);
    this.bucket.take(actual);
    return withCost(result, requested, actual, this.bucket.status());
  }
}

function readRequest(body: string): GraphqlRequest | undefined {
  try {
    return requestSchema.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}

/** The document, or what is wrong with it: Shopify answers both with 200. */
function readDocument(query: string): DocumentNode | readonly GraphQLError[] {
  try {
    const document = parse(query);
    const errors = validate(schema, document, shopifyRules);
    return errors.length > 0 ? errors : document;
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

function withCost(result: object, requested: number, actual: number | null, throttleStatus: ThrottleStatus) {
  const cost = { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus };
  return { ...result, extensions: { cost } };
}

function tooExpensive(cost: number): object {
  return {
    message: `Query cost is ${cost}, which exceeds the single query max cost limit (${MAX_QUERY_COST}).`,
    extensions: { code: 'MAX_COST_EXCEEDED', cost, maxCost: MAX_QUERY_COST, documentation: LIMITS_PAGE },
  };
}

/** What a query gets for which there are not enough points; by default that of a shop that has none left. */
export function throttled(requested = 500, status?: ThrottleStatus): ExecutionResult {
  const empty = { ...new CostBucket().status(), currentlyAvailable: 0 };
  const errors = [{ message: 'Throttled', extensions: { code: 'THROTTLED', documentation: LIMITS_PAGE } }];
  return withCost({ errors }, requested, null, status ?? empty);
}
