import { z } from 'zod';

/** The version of the Admin API that these documents are written for: `ApiVersion.July26` of the SDK. */
export const API_VERSION = '2026-07';

/**
 * Orders by search, with their parcels. The sizes keep the query below the 1,000 points that one query may cost; who orders
 * more than 30 different things sees the first 30. https://shopify.dev/docs/api/admin-graphql/2026-07/queries/orders
 */
export const FIND_ORDERS = `
  query findOrders($search: String!) {
    orders(first: 3, query: $search, sortKey: PROCESSED_AT, reverse: true) {
      nodes {
        id
        name
        email
        processedAt
        cancelledAt
        displayFulfillmentStatus
        displayFinancialStatus
        returnStatus
        statusPageUrl(audience: CUSTOMERVIEW)
        totalPriceSet { presentmentMoney { amount currencyCode } }
        lineItems(first: 30) { nodes { title variantTitle quantity } }
        fulfillments(first: 8) {
          status
          displayStatus
          createdAt
          inTransitAt
          estimatedDeliveryAt
          deliveredAt
          trackingInfo(first: 1) { company number url }
          fulfillmentLineItems(first: 12) { nodes { quantity lineItem { title variantTitle } } }
        }
      }
    }
  }
`;

const lineSchema = z.object({ title: z.string(), variantTitle: z.string().nullish() });

const fulfillmentSchema = z.object({
  status: z.string(),
  displayStatus: z.string().nullish(),
  createdAt: z.string(),
  inTransitAt: z.string().nullish(),
  estimatedDeliveryAt: z.string().nullish(),
  deliveredAt: z.string().nullish(),
  trackingInfo: z.array(
    z.object({ company: z.string().nullish(), number: z.string().nullish(), url: z.string().nullish() }),
  ),
  fulfillmentLineItems: z.object({
    nodes: z.array(z.object({ quantity: z.number().nullish(), lineItem: lineSchema })),
  }),
});

const orderSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullish(),
  processedAt: z.string(),
  cancelledAt: z.string().nullish(),
  // Statuses stay strings: a new one must not make the whole answer unreadable.
  displayFulfillmentStatus: z.string(),
  displayFinancialStatus: z.string().nullish(),
  returnStatus: z.string(),
  statusPageUrl: z.string().nullish(),
  totalPriceSet: z.object({ presentmentMoney: z.object({ amount: z.string(), currencyCode: z.string() }) }),
  lineItems: z.object({ nodes: z.array(lineSchema.extend({ quantity: z.number() })) }),
  fulfillments: z.array(fulfillmentSchema),
});

/** What `FIND_ORDERS` brings. */
export const findOrdersAnswer = z.object({ orders: z.object({ nodes: z.array(orderSchema) }) });

export type ShopifyOrder = z.infer<typeof orderSchema>;
export type ShopifyFulfillment = z.infer<typeof fulfillmentSchema>;
