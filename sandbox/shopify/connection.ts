import { GraphQLError, type GraphQLFieldResolver, getNamedType, isListType, getNullableType } from 'graphql';

interface PageArguments {
  after?: string | null;
  before?: string | null;
  first?: number | null;
  last?: number | null;
  reverse?: boolean | null;
}

const MAX_PAGE = 250;

/**
 * Records are plain data; a list among them becomes whatever the schema says at that place: a connection with its page, or a
 * list that `first` cuts short.
 */
export const resolveField: GraphQLFieldResolver<Record<string, unknown>, unknown, PageArguments> = (
  source,
  args,
  _context,
  info,
) => {
  const property = source[info.fieldName];
  const value = typeof property === 'function' ? (property as (args: object) => unknown)(args) : property;
  if (!isList(value)) return value;
  if (isListType(getNullableType(info.returnType))) return value.slice(0, args.first ?? undefined);
  return getNamedType(info.returnType).name.endsWith('Connection') ? toConnection(value, args) : value;
};

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

/** https://shopify.dev/docs/api/usage/pagination-graphql */
function toConnection(all: unknown[], { after, before, first, last, reverse }: PageArguments) {
  const size = first ?? last;
  if (size === undefined || size === null) throw new GraphQLError('you must provide one of first or last');
  if (size > MAX_PAGE) throw new GraphQLError(`${first ? 'first' : 'last'} cannot exceed ${MAX_PAGE}.`);
  const edges = (reverse ? all.toReversed() : all).map((node, index) => ({ node, cursor: toCursor(index) }));
  const from = after ? fromCursor(after) + 1 : 0;
  const to = before ? fromCursor(before) : edges.length;
  const range = edges.slice(from, to);
  const page = typeof first === 'number' ? range.slice(0, size) : range.slice(Math.max(0, range.length - size));
  const start = page[0] ? fromCursor(page[0].cursor) : from;
  return {
    edges: page,
    nodes: page.map(({ node }) => node),
    pageInfo: {
      hasPreviousPage: start > 0,
      hasNextPage: start + page.length < edges.length,
      startCursor: page[0]?.cursor ?? null,
      endCursor: page.at(-1)?.cursor ?? null,
    },
  };
}

function toCursor(index: number): string {
  return Buffer.from(JSON.stringify({ index })).toString('base64');
}

function fromCursor(cursor: string): number {
  const index = Number(/^\{"index":(\d+)\}$/.exec(Buffer.from(cursor, 'base64').toString())?.[1]);
  if (Number.isNaN(index)) throw new GraphQLError('Invalid cursor for current pagination sort.');
  return index;
}
