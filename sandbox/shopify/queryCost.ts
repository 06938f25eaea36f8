import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';

/** Points that are there at most, and that come back each second: those of a Shopify Plus shop. */
const MAXIMUM = 20_000;
const RESTORE_PER_SECOND = 1_000;
/** More than any shop may ask for in one query. */
export const MAX_QUERY_COST = 1_000;
/** What a list without a size is taken for. */
const UNSIZED_LIST = 10;

/**
 * What a query may cost at most: one point for each object it can bring (and one for itself), so a page of 10 counts
 * its fields ten times.
 * https://shopify.dev/docs/api/usage/limits#graphql-admin-api-rate-limits
 */
export function requestedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
): number {
  const types = new TypeInfo(schema);
  // How often the selection that is being visited may come, and how long a page is in it.
  const levels = [{ times: 1, page: UNSIZED_LIST }];
  let cost = 1;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: {
        enter(field) {
          const outer = levels.at(-1) ?? { times: 1, page: UNSIZED_LIST };
          const type = types.getType();
          const size = pageSize(field, variables);
          const isList = isListType(getNullableType(type));
          const times = outer.times * (isList ? (size ?? outer.page) : 1);
          if (type && isCompositeType(getNamedType(type))) cost += times;
          levels.push({ times, page: size ?? UNSIZED_LIST });
        },
        leave: () => void levels.pop(),
      },
    }),
  );
  return cost;
}

function pageSize(field: FieldNode, variables: Record<string, unknown>): number | undefined {
  const argument = field.arguments?.find(({ name }) => name.value === 'first' || name.value === 'last');
  const size = argument ? valueFromASTUntyped(argument.value, variables) : undefined;
  return typeof size === 'number' ? size : undefined;
}

/** What it did cost: the objects that it brought. */
export function actualCost(data: unknown): number {
  if (typeof data !== 'object' || data === null) return 0;
  const costs = Object.values(data).map(actualCost);
  return costs.reduce((total, cost) => total + cost, Array.isArray(data) ? 0 : 1);
}

export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

/** The bucket of points that all queries of a shop draw from. */
export class CostBucket {
  private available = MAXIMUM;
  private updatedAt: number;

  constructor(private readonly now: () => number = Date.now) {
    this.updatedAt = now();
  }

  /** Whether there is enough for a query; takes nothing. */
  allows(cost: number): boolean {
    return this.refilled() >= cost;
  }

  take(cost: number): void {
    this.available = this.refilled() - cost;
  }

  status(): ThrottleStatus {
    return {
      maximumAvailable: MAXIMUM,
      currentlyAvailable: Math.floor(this.refilled()),
      restoreRate: RESTORE_PER_SECOND,
    };
  }

  private refilled(): number {
    const now = this.now();
    const seconds = Math.max(0, now - this.updatedAt) / 1000;
    this.available = Math.min(MAXIMUM, this.available + seconds * RESTORE_PER_SECOND);
    this.updatedAt = now;
    return this.available;
  }
}
