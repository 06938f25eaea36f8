import { Services, type CallProtection, type Served } from '../../services/services';
import type { Order } from '../../services/ports/commerce';

interface Call {
  input: unknown;
  answer: (result: unknown) => void;
  fail: (error: Error) => void;
  aborted: () => boolean;
}

/** A business system whose answers a test gives at the moment it wants: the sandbox cannot stop time. */
export class ManualVendor {
  readonly calls: Call[] = [];
  readonly services: Services;

  constructor(protection: CallProtection = 'read', indexLagMs = 0) {
    const call: Served['call'] = (input, options) => {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      const aborted = () => options?.signal?.aborted ?? false;
      this.calls.push({ input, answer: resolve, fail: reject, aborted });
      return promise;
    };
    const served: Served = { vendor: 'manual', protection, indexLagMs, call, policy: (attempt) => attempt() };
    this.services = new Services(new Map([['commerce.findOrder', served]]));
  }

  get last(): Call {
    const call = this.calls.at(-1);
    if (!call) throw new Error('the system was not called');
    return call;
  }
}

/** An order as a system would give it. */
export function anOrder(number = '1001'): Order {
  return {
    id: `gid://shop/Order/${number}`,
    number,
    placedAt: '2026-01-20T09:30:00Z',
    fulfillmentStatus: 'shipped',
    financialStatus: 'paid',
    items: [{ title: 'Blue T-Shirt', quantity: 2 }],
    shipments: [
      {
        status: 'shipped',
        carrier: 'UPS',
        trackingNumber: '1Z999AA10123456784',
        trackingUrl: 'https://www.ups.com/track?tracknum=1Z999AA10123456784',
        items: [{ title: 'Blue T-Shirt', quantity: 2 }],
      },
    ],
    total: { amount: '59.80', currency: 'EUR' },
  };
}
