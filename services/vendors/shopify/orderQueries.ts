import { z } from 'zod';

/** How much is asked for of each order. What is more stays unseen: one query may cost 1,000 points at most. */
interface OrderSizes {
  items: number;
  parcels: number;
  parcelItems: number;
}

const parcelFields = (items: number) => `
  status
  displayStatus
  createdAt
  inTransitAt
  estimatedDeliveryAt
  deliveredAt
  trackingInfo(first: 1) { company number url }
  fulfillmentLineItems(first: ${items}) { nodes { quantity lineItem { title variantTitle } } }
`;

const orderFields = ({ items, parcels, parcelItems }: OrderSizes) => `
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
  lineItems(first: ${items}) { nodes { title variantTitle quantity } }
  fulfillments(first: ${parcels}) { ${parcelFields(parcelItems)} }
`;

/** Orders by search, with their parcels. https://shopify.dev/docs/api/admin-graphql/2026-07/queries/orders */
export const FIND_ORDERS = `
  query findOrders($search: String!) {
    orders(first: 3, query: $search, sortKey: PROCESSED_AT, reverse: true) {
      nodes { ${orderFields({ items: 30, parcels: 8, parcelItems: 12 })} }
    }
  }
`;

/** A page of orders, newest first: more orders than above, and less of each. */
export const LIST_ORDERS = `
  query listOrders($search: String!, $after: String) {
    orders(first: 5, after: $after, query: $search, sortKey: PROCESSED_AT, reverse: true) {
      nodes { ${orderFields({ items: 20, parcels: 6, parcelItems: 8 })} }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

/** https://shopify.dev/docs/api/admin-graphql/2026-07/queries/order */
export const GET_SHIPMENTS = `
  query getShipments($id: ID!) {
    order(id: $id) { fulfillments(first: 12) { ${parcelFields(20)} } }
  }
`;

/** https://shopify.dev/docs/api/admin-graphql/2026-07/objects/Refund */
export const GET_REFUNDS = `
  query getRefunds($id: ID!) {
    order(id: $id) {
      refunds(first: 20) {
        createdAt
        processedAt
        totalRefundedSet { presentmentMoney { amount currencyCode } }
        transactions(first: 5) { nodes { kind status } }
      }
    }
  }
`;

/** What decides whether an order can still be cancelled. */
export const GET_ORDER_STATE = `
  query getOrderState($id: ID!) {
    order(id: $id) {
      cancelledAt
      cancellation { staffNote }
      fulfillments(first: 20) { status }
    }
  }
`;

/** https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/orderCancel */
export const CANCEL_ORDER = `
  mutation cancelOrder($id: ID!, $staffNote: String!) {
    orderCancel(
      orderId: $id
      reason: CUSTOMER
      refundMethod: { originalPaymentMethodsRefund: true }
      restock: true
      notifyCustomer: true
      staffNote: $staffNote
    ) {
      job { done }
      orderCancelUserErrors { code field message }
    }
  }
`;

export const pageInfoSchema = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });

/** https://shopify.dev/docs/api/admin-graphql/2026-07/interfaces/DisplayableError */
export const userErrorsSchema = z.array(
  z.object({ code: z.string().nullish(), field: z.array(z.string()).nullish(), message: z.string() }),
);

export type ShopifyUserError = z.infer<typeof userErrorsSchema>[number];

const moneyBagSchema = z.object({ presentmentMoney: z.object({ amount: z.string(), currencyCode: z.string() }) });

export const lineSchema = z.object({ title: z.string(), variantTitle: z.string().nullish() });

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
  totalPriceSet: moneyBagSchema,
  lineItems: z.object({ nodes: z.array(lineSchema.extend({ quantity: z.number() })) }),
  fulfillments: z.array(fulfillmentSchema),
});

const refundSchema = z.object({
  createdAt: z.string().nullish(),
  processedAt: z.string(),
  totalRefundedSet: moneyBagSchema,
  transactions: z.object({ nodes: z.array(z.object({ kind: z.string(), status: z.string() })) }),
});

const orderStateSchema = z.object({
  cancelledAt: z.string().nullish(),
  cancellation: z.object({ staffNote: z.string().nullish() }).nullish(),
  fulfillments: z.array(z.object({ status: z.string() })),
});

export const findOrdersAnswer = z.object({ orders: z.object({ nodes: z.array(orderSchema) }) });
export const listOrdersAnswer = z.object({
  orders: z.object({ nodes: z.array(orderSchema), pageInfo: pageInfoSchema }),
});
export const getShipmentsAnswer = z.object({
  order: z.object({ fulfillments: z.array(fulfillmentSchema) }).nullish(),
});
export const getRefundsAnswer = z.object({ order: z.object({ refunds: z.array(refundSchema) }).nullish() });
export const getOrderStateAnswer = z.object({ order: orderStateSchema.nullish() });
export const cancelOrderAnswer = z.object({
  orderCancel: z
    .object({ job: z.object({ done: z.boolean() }).nullish(), orderCancelUserErrors: userErrorsSchema })
    .nullish(),
});

export type ShopifyOrder = z.infer<typeof orderSchema>;
export type ShopifyFulfillment = z.infer<typeof fulfillmentSchema>;
export type ShopifyRefund = z.infer<typeof refundSchema>;
export type ShopifyOrderState = z.infer<typeof orderStateSchema>;
