/**
 * The sandbox with a shop that is large enough for many look-ups at once: as many equal orders as conversations, and points
 * that come back faster than they are spent. A process of its own, as the sandbox always is.
 */
import { RecordStore } from '../sandbox/recordStore';
import { startSandbox } from '../sandbox/sandboxServer';
import { AdminGraphql } from '../sandbox/shopify/adminGraphql';
import { CostBucket } from '../sandbox/shopify/queryCost';
import { shopifyOrders, type ShopifyStore } from '../sandbox/shopify/records';
import { createShopifySandbox } from '../sandbox/shopify/shopifySandbox';
import type { VendorRequest, VendorSandbox } from '../sandbox/vendorSandbox';
import { vendors } from '../sandbox/vendors';
import { emailOf, orderNumberOf } from './round';

function createBusyShop(orders: number): VendorSandbox {
  const [order] = shopifyOrders(new Date());
  if (!order) throw new Error('the sandbox has no order to copy');
  const store: ShopifyStore = new RecordStore();
  for (let place = 0; place < orders; place++) {
    const number = orderNumberOf(place);
    store.add('order', { ...order, name: `#${number}`, number: Number(number), email: emailOf(number) });
  }
  const graphql = new AdminGraphql(store, new CostBucket(() => Date.now() * 1000));
  return {
    ...createShopifySandbox(),
    answer: ({ body, searchLagMs }: VendorRequest) => graphql.answer(body.toString('utf8'), searchLagMs),
  };
}

async function main(): Promise<void> {
  const orders = Number(process.env['BENCH_ORDERS']);
  Object.assign(vendors, { shopify: () => createBusyShop(orders) });
  const sandbox = await startSandbox({ port: Number(process.env['SANDBOX_PORT']) });
  process.once('SIGTERM', () => void sandbox.close());
}

void main();
