/** What every commerce vendor of the sandbox holds at start, in no vendor's format. Amounts are in cents. */

export interface SeedCustomer {
  id: number;
  email: string;
  firstName: string;
  lastName: string;
}

/** One size or colour of a product: what is ordered and counted. */
export interface SeedVariant {
  sku: string;
  /** Absent when there is nothing to choose. */
  title?: string;
  priceCents: number;
  inStock: number;
}

export interface SeedProduct {
  /** Its place in web addresses, such as `blue-t-shirt`. */
  handle: string;
  title: string;
  description: string;
  /** What its variants differ in, such as `Size`; absent when there is only one. */
  option?: string;
  variants: readonly SeedVariant[];
  /** The shop prepares it; nobody may see it yet. */
  unpublished?: boolean;
}

export interface SeedItem {
  product: SeedProduct;
  variant: SeedVariant;
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

const shirt: SeedProduct = {
  handle: 'blue-t-shirt',
  title: 'Blue T-Shirt',
  description: 'A plain T-shirt of organic cotton, cut straight. Washes at 40 degrees and keeps its blue.',
  option: 'Size',
  variants: [
    { sku: 'TSHIRT-BLUE-M', title: 'M', priceCents: 1990, inStock: 12 },
    { sku: 'TSHIRT-BLUE-L', title: 'L', priceCents: 1990, inStock: 0 },
  ],
};
const jeans: SeedProduct = {
  handle: 'black-jeans',
  title: 'Black Jeans',
  description: 'Slim jeans with a little stretch. The size is the waist in inches.',
  option: 'Size',
  variants: [{ sku: 'JEANS-BLACK-32', title: '32', priceCents: 5950, inStock: 7 }],
};
const mug = simple('red-mug', 'Red Mug', 'MUG-RED', 1250, 0, 'Stoneware, 350 ml. Fit for dishwashers.');
const backpack = simple(
  'grey-backpack',
  'Grey Backpack',
  'PACK-GREY',
  7900,
  5,
  'Holds 22 litres and a 15 inch laptop.',
);
const lamp = simple('desk-lamp', 'Desk Lamp', 'LAMP-DESK', 3499, 9, 'An LED lamp with three steps, 6 watts.');
const hoodie: SeedProduct = {
  ...simple('blue-hoodie', 'Blue Hoodie', 'HOODIE-BLUE', 4990, 30, 'Next winter.'),
  unpublished: true,
};

export const seedProducts: readonly SeedProduct[] = [shirt, jeans, mug, backpack, lamp, hoodie];

function simple(
  handle: string,
  title: string,
  sku: string,
  priceCents: number,
  inStock: number,
  description: string,
): SeedProduct {
  return { handle, title, description, variants: [{ sku, priceCents, inStock }] };
}

/** The orders at start; those without a fixed date are dated from `now`. */
export function seedOrders(now: Date): SeedOrder[] {
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const item = (product: SeedProduct, quantity = 1): SeedItem => {
    const [variant] = product.variants;
    if (!variant) throw new Error(`${product.title} has no variant`);
    return { product, variant, quantity };
  };
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
