/** What every commerce vendor of the sandbox holds at start, in no vendor's format. Amounts are in cents. */

export interface SeedCustomer {
  id: number;
  email: string;
  firstName: string;
  lastName: string;
}

export interface SeedProduct {
  sku: string;
  title: string;
  /** The one variant that is sold; absent when there is nothing to choose. */
  variant?: string;
  priceCents: number;
  inStock: number;
}

export interface SeedItem {
  product: SeedProduct;
  quantity: number;
}

export interface SeedParcel {
  carrier: string;
  trackingNumber: string;
  items: SeedItem[];
  shippedAt: Date;
  expectedAt?: Date;
  deliveredAt?: Date;
}

export interface SeedOrder {
  number: number;
  customer: SeedCustomer;
  placedAt: Date;
  items: SeedItem[];
  parcels: SeedParcel[];
  /** All items came back; the money has not been paid back yet. */
  returned?: { requestedAt: Date; receivedAt: Date };
}

export const CURRENCY = 'USD';

const DAY_MS = 24 * 60 * 60 * 1000;

const sarah: SeedCustomer = { id: 8001, email: 'customer@example.com', firstName: 'Sarah', lastName: 'Miller' };
const james: SeedCustomer = { id: 8002, email: 'other@example.com', firstName: 'James', lastName: 'Carter' };

const shirt: SeedProduct = { sku: 'TSHIRT-BLUE-M', title: 'Blue T-Shirt', variant: 'M', priceCents: 1990, inStock: 12 };
const jeans: SeedProduct = { sku: 'JEANS-BLACK-32', title: 'Black Jeans', variant: '32', priceCents: 5950, inStock: 7 };
const mug: SeedProduct = { sku: 'MUG-RED', title: 'Red Mug', priceCents: 1250, inStock: 0 };
const backpack: SeedProduct = { sku: 'PACK-GREY', title: 'Grey Backpack', priceCents: 7900, inStock: 5 };
const lamp: SeedProduct = { sku: 'LAMP-DESK', title: 'Desk Lamp', priceCents: 3499, inStock: 9 };

export const seedProducts: readonly SeedProduct[] = [shirt, jeans, mug, backpack, lamp];

/** The orders at start; those without a fixed date are dated from `now`. */
export function seedOrders(now: Date): SeedOrder[] {
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const item = (product: SeedProduct, quantity = 1): SeedItem => ({ product, quantity });
  return [
    {
      number: 1001,
      customer: sarah,
      placedAt: new Date('2026-01-20T09:30:00Z'),
      items: [item(shirt, 2), item(jeans)],
      parcels: [
        {
          carrier: 'UPS',
          trackingNumber: '1Z999AA10123456784',
          items: [item(shirt, 2), item(jeans)],
          shippedAt: new Date('2026-01-21T15:05:00Z'),
        },
      ],
    },
    {
      number: 1002,
      customer: sarah,
      placedAt: new Date('2026-01-22T18:12:00Z'),
      items: [item(backpack)],
      parcels: [],
    },
    {
      number: 1003,
      customer: james,
      placedAt: new Date('2026-01-12T11:45:00Z'),
      items: [item(lamp, 2)],
      parcels: [
        {
          carrier: 'FedEx',
          trackingNumber: '794644790132',
          items: [item(lamp, 2)],
          shippedAt: new Date('2026-01-13T14:20:00Z'),
          deliveredAt: new Date('2026-01-16T10:02:00Z'),
        },
      ],
    },
    delivered(1004, [item(jeans), item(shirt)], '1Z999AA10123456795', daysAgo(9), daysAgo(8), daysAgo(5)),
    {
      number: 1005,
      customer: sarah,
      placedAt: daysAgo(4),
      items: [item(backpack), item(lamp)],
      parcels: [
        {
          carrier: 'UPS',
          trackingNumber: '1Z999AA10123456806',
          items: [item(backpack)],
          shippedAt: daysAgo(3),
          deliveredAt: daysAgo(1),
        },
        {
          carrier: 'DHL Express',
          trackingNumber: '4005550178',
          items: [item(lamp)],
          shippedAt: daysAgo(2),
          expectedAt: daysAgo(-2),
        },
      ],
    },
    {
      ...delivered(1006, [item(shirt)], '1Z999AA10123456817', daysAgo(20), daysAgo(19), daysAgo(16)),
      returned: { requestedAt: daysAgo(9), receivedAt: daysAgo(2) },
    },
    delivered(1007, [item(mug, 4)], '1Z999AA10123456828', daysAgo(205), daysAgo(204), daysAgo(200)),
  ];
}

function delivered(
  number: number,
  items: SeedItem[],
  trackingNumber: string,
  placedAt: Date,
  shippedAt: Date,
  deliveredAt: Date,
): SeedOrder {
  const parcels = [{ carrier: 'UPS', trackingNumber, items, shippedAt, deliveredAt }];
  return { number, customer: sarah, placedAt, items, parcels };
}
