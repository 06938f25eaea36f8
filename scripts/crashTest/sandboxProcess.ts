/**
 * The sandbox as a process of its own that outlives every bot, with an order for each task, and a journal of what was
 * carried out: which request, when it came in and when it was done.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { RecordStore } from '../../sandbox/recordStore';
import { startSandbox } from '../../sandbox/sandboxServer';
import { AdminGraphql } from '../../sandbox/shopify/adminGraphql';
import { CostBucket } from '../../sandbox/shopify/queryCost';
import type { ShopifyStore } from '../../sandbox/shopify/records';
import { createShopifySandbox } from '../../sandbox/shopify/shopifySandbox';
import type { VendorRequest, VendorSandbox } from '../../sandbox/vendorSandbox';
import { vendors } from '../../sandbox/vendors';
import { ordersFor } from './orders';
import { writtenFor, type CarriedOut } from './journal';

/** A shop with an order for each task, and points that come back faster than they are spent. */
function createLargeShop(tasks: number): VendorSandbox {
  const store: ShopifyStore = new RecordStore();
  store.add('order', ...ordersFor(tasks));
  const graphql = new AdminGraphql(store, new CostBucket(() => Date.now() * 1000));
  return {
    ...createShopifySandbox(),
    answer: ({ body, searchLagMs }: VendorRequest) => graphql.answer(body.toString('utf8'), searchLagMs),
    records: (type) => store.list(type),
  };
}

/** When each request came in: its headers are the one thing of it that is handed on as it is. */
const cameIn = new WeakMap<IncomingHttpHeaders, number>();

/** The same system, with each write that it carries out told to the laboratory. */
function journaled(vendor: string, system: VendorSandbox): VendorSandbox {
  return {
    ...system,
    async answer(request) {
      const answer = await system.answer(request);
      const written = answer.status < 300 ? writtenFor(vendor, request) : undefined;
      const doneAt = Date.now();
      if (written) tell({ ...written, cameInAt: cameIn.get(request.headers) ?? doneAt, doneAt });
      return answer;
    },
  };
}

function tell(carriedOut: CarriedOut): void {
  process.send?.(carriedOut);
}

async function main(): Promise<void> {
  subscribe('http.server.request.start', (message) => {
    cameIn.set((message as { request: IncomingMessage }).request.headers, Date.now());
  });
  const tasks = Number(process.env['CRASH_TEST_TASKS']);
  const systems = { ...vendors, shopify: () => createLargeShop(tasks) };
  for (const [id, create] of Object.entries(systems)) Object.assign(vendors, { [id]: () => journaled(id, create()) });
  const sandbox = await startSandbox({ port: Number(process.env['SANDBOX_PORT']) });
  process.once('SIGTERM', () => void sandbox.close().then(() => process.exit(0)));
  // Without the laboratory nobody needs it.
  process.once('disconnect', () => process.exit(0));
}

void main();
