import type { EventData, EventType } from '../../../services/events/catalogue';
import type { JobChat } from '../../helpers/jobChat';

type OrderEvent = 'order.shipped' | 'order.delivered' | 'order.cancelled' | 'order.refunded';

interface Happening {
  id?: string;
  occurredAt?: string;
  carrier?: string;
  trackingNumber?: string;
  trackingUrl?: string;
}

/** Something happens to order 1002 at the shop. */
export function publish(job: JobChat, { type, id, ...data }: Happening & { type: OrderEvent }): Promise<void> {
  const record = { vendor: 'shopify', orderNumber: '1002', occurredAt: '2030-01-01T00:00:00Z' };
  return job.chat.bot.events.publish({
    type,
    subject: '1002',
    orderedBy: 'shopify/order/1002',
    data: { ...record, ...data },
    ...(id !== undefined && { id }),
  });
}

/** The same, and it is heard of. */
export async function orderHappens(job: JobChat, type: OrderEvent, more: Happening = {}): Promise<void> {
  await publish(job, { type, ...more });
  await job.chat.clock.advance(0);
}

/** Any other event, from now. */
export async function happens<T extends EventType>(job: JobChat, type: T, data: EventData<T>): Promise<void> {
  await job.chat.bot.events.publish<T>({ type, subject: 'a record', orderedBy: 'a record', data });
  await job.chat.clock.advance(0);
}
