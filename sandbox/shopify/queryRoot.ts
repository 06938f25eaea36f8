import { GraphQLError } from 'graphql';
import type { Account } from '../account';
import { appInstallation, publicApiVersions } from './appInstallation';
import { orderCancel, type OrderCancelArguments } from './orderCancel';
import { orderSearch } from './orderSearch';
import type { ProductRecord } from './productRecords';
import { productSearch } from './productSearch';
import { shop, type OrderRecord, type ShopifyStore } from './records';
import { returnReasons } from './returnReasons';
import { returnableFulfillments, returnRequest, type ReturnRequestInput } from './returnRequest';

interface SearchArguments {
  query?: string | null;
  sortKey: string;
}

const GID = /^gid:\/\/shopify\/[A-Za-z]+\/[\w-]+$/;

/** Every query and mutation that is served, as functions of their arguments. */
export function queryRoot(store: ShopifyStore, account: Account, searchLagMs: number): object {
  const showOrder = (order: OrderRecord) => orderView(store, order);
  return {
    shop,
    currentAppInstallation: () => appInstallation(account),
    publicApiVersions: () => publicApiVersions(account),
    order: ({ id }: { id: string }) => orNull(find(store.all('order'), id), showOrder),
    orders: ({ query, sortKey }: SearchArguments) => {
      const found = store.searchable('order', searchLagMs).filter(orderSearch(query ?? ''));
      const isByDate = sortKey === 'PROCESSED_AT' || sortKey === 'CREATED_AT';
      return (isByDate ? found.toSorted(byDate) : found).map(showOrder);
    },
    product: ({ id }: { id: string }) => orNull(find(store.all('product'), id), productView),
    products: ({ query }: SearchArguments) =>
      store
        .searchable('product', searchLagMs)
        .filter(productSearch(query ?? ''))
        .map(productView),
    returnableFulfillments: ({ orderId }: { orderId: string }) => returnableFulfillments(store, globalId(orderId)),
    returnReasonDefinitions: ({ handles }: { handles?: string[] | null }) =>
      returnReasons.filter(({ handle }) => !handles || handles.includes(handle)),
    job: ({ id }: { id: string }) => ({ id: globalId(id), done: true }),

    orderCancel: (args: OrderCancelArguments) => orderCancel(store, { ...args, orderId: globalId(args.orderId) }),
    returnRequest: ({ input }: { input: ReturnRequestInput }) => {
      globalId(input.orderId);
      for (const { fulfillmentLineItemId } of input.returnLineItems) globalId(fulfillmentLineItemId);
      return returnRequest(store, input);
    },
  };
}

/** An order with what belongs to it and is stored on its own. */
function orderView(store: ShopifyStore, order: OrderRecord): object {
  return {
    ...order,
    refunds: store.all('refund').filter(({ orderId }) => orderId === order.id),
    returns: store.all('return').filter(({ orderId }) => orderId === order.id),
  };
}

function productView(product: ProductRecord): object {
  const description = ({ truncateAt }: { truncateAt?: number | null }) =>
    product.description.slice(0, truncateAt ?? undefined);
  return { ...product, description };
}

function find<T extends { id: string }>(records: T[], id: string): T | undefined {
  return records.find((record) => record.id === globalId(id));
}

/** Shopify refuses what has not the shape of an id; one that names nothing is no error. */
function globalId(id: string): string {
  if (!GID.test(id)) throw new GraphQLError(`Invalid global id '${id}'`);
  return id;
}

function orNull<T>(record: T | undefined, show: (record: T) => object): object | null {
  return record === undefined ? null : show(record);
}

function byDate(one: OrderRecord, other: OrderRecord): number {
  return one.processedAt.localeCompare(other.processedAt);
}
