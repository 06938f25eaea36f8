import { shopifyOrders, type OrderRecord } from '../../sandbox/shopify/records';
import { createTask } from './task';

/** Delivered not long ago. */
const MODEL = 1004;
/** More than one of each, so that a return that is made twice is not refused: it would hide the fault. */
const QUANTITY = 5;

/** An order for each task, all equal but for number, address and ids. */
export function ordersFor(tasks: number): OrderRecord[] {
  const model = shopifyOrders(new Date()).find(({ number }) => number === MODEL);
  if (!model) throw new Error(`the sandbox has no order ${MODEL} to copy`);
  const text = JSON.stringify(model, (key, value: unknown) => (isQuantity(key, value) ? QUANTITY : value));
  return Array.from({ length: tasks }, (_, index) => {
    const { orderNumber, email } = createTask(index);
    const order = JSON.parse(text.replaceAll(String(MODEL), orderNumber)) as OrderRecord;
    return { ...order, email };
  });
}

function isQuantity(key: string, value: unknown): boolean {
  return /quantity/i.test(key) && typeof value === 'number' && value > 0;
}
