import { buildSchema } from 'graphql';

/** The version of the Admin API that the schema below is taken from. */
export const API_VERSION = '2026-07';

/**
 * The part of Shopify's Admin schema that the sandbox serves: names, arguments and nullability are the real ones
 * (`npm run check:specs` compares them). https://shopify.dev/docs/api/admin-graphql/2026-07
 */
export const SDL = `
  schema {
    query: QueryRoot
  }

  scalar DateTime
  scalar Decimal
  scalar URL
  scalar UnsignedInt64

  type QueryRoot {
    order(id: ID!): Order
    orders(
      after: String
      before: String
      first: Int
      last: Int
      query: String
      reverse: Boolean = false
      savedSearchId: ID
      sortKey: OrderSortKeys = PROCESSED_AT
    ): OrderConnection!
    shop: Shop!
  }

  type Shop {
    currencyCode: CurrencyCode!
    id: ID!
    myshopifyDomain: String!
    name: String!
  }

  enum OrderSortKeys { CREATED_AT ID ORDER_NUMBER PROCESSED_AT RELEVANCE }

  type OrderConnection {
    edges: [OrderEdge!]!
    nodes: [Order!]!
    pageInfo: PageInfo!
  }

  type OrderEdge {
    cursor: String!
    node: Order!
  }

  type PageInfo {
    endCursor: String
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
  }

  type Order {
    cancelledAt: DateTime
    closedAt: DateTime
    createdAt: DateTime!
    currencyCode: CurrencyCode!
    currentTotalPriceSet: MoneyBag!
    customer: Customer
    displayFinancialStatus: OrderDisplayFinancialStatus
    displayFulfillmentStatus: OrderDisplayFulfillmentStatus!
    email: String
    fulfillments(first: Int, query: String): [Fulfillment!]!
    id: ID!
    legacyResourceId: UnsignedInt64!
    lineItems(after: String, before: String, first: Int, last: Int, reverse: Boolean = false): LineItemConnection!
    name: String!
    number: Int!
    processedAt: DateTime!
    refunds(first: Int): [Refund!]!
    returnStatus: OrderReturnStatus!
    returns(after: String, before: String, first: Int, last: Int, query: String, reverse: Boolean = false): ReturnConnection!
    statusPageUrl(audience: Audience, notificationUsage: NotificationUsage): URL!
    totalPriceSet: MoneyBag!
    totalRefundedSet: MoneyBag!
    updatedAt: DateTime!
  }

  type Customer {
    defaultEmailAddress: CustomerEmailAddress
    displayName: String!
    firstName: String
    id: ID!
    lastName: String
  }

  type CustomerEmailAddress {
    emailAddress: String!
  }

  enum OrderDisplayFinancialStatus {
    AUTHORIZED EXPIRED PAID PARTIALLY_PAID PARTIALLY_REFUNDED PENDING REFUNDED VOIDED
  }

  enum OrderDisplayFulfillmentStatus {
    FULFILLED IN_PROGRESS ON_HOLD OPEN PARTIALLY_FULFILLED PENDING_FULFILLMENT REQUEST_DECLINED RESTOCKED
    SCHEDULED UNFULFILLED
  }

  enum OrderReturnStatus { INSPECTION_COMPLETE IN_PROGRESS NO_RETURN RETURNED RETURN_FAILED RETURN_REQUESTED }

  enum Audience { CUSTOMERVIEW MERCHANTVIEW }

  enum NotificationUsage { SMS WEB }

  type LineItemConnection {
    edges: [LineItemEdge!]!
    nodes: [LineItem!]!
    pageInfo: PageInfo!
  }

  type LineItemEdge {
    cursor: String!
    node: LineItem!
  }

  type LineItem {
    currentQuantity: Int!
    id: ID!
    name: String!
    originalTotalSet: MoneyBag!
    originalUnitPriceSet: MoneyBag!
    quantity: Int!
    refundableQuantity: Int!
    sku: String
    title: String!
    unfulfilledQuantity: Int!
    variantTitle: String
  }

  type Fulfillment {
    createdAt: DateTime!
    deliveredAt: DateTime
    displayStatus: FulfillmentDisplayStatus
    estimatedDeliveryAt: DateTime
    fulfillmentLineItems(
      after: String
      before: String
      first: Int
      last: Int
      reverse: Boolean = false
    ): FulfillmentLineItemConnection!
    id: ID!
    inTransitAt: DateTime
    legacyResourceId: UnsignedInt64!
    name: String!
    status: FulfillmentStatus!
    totalQuantity: Int!
    trackingInfo(first: Int): [FulfillmentTrackingInfo!]!
    updatedAt: DateTime!
  }

  enum FulfillmentDisplayStatus {
    ATTEMPTED_DELIVERY CANCELED CARRIER_PICKED_UP CONFIRMED DELAYED DELIVERED FAILURE FULFILLED IN_TRANSIT
    LABEL_PRINTED LABEL_PURCHASED LABEL_VOIDED MARKED_AS_FULFILLED NOT_DELIVERED OUT_FOR_DELIVERY PICKED_UP
    READY_FOR_PICKUP SUBMITTED
  }

  enum FulfillmentStatus { CANCELLED ERROR FAILURE SUCCESS }

  type FulfillmentTrackingInfo {
    company: String
    number: String
    url: URL
  }

  type FulfillmentLineItemConnection {
    edges: [FulfillmentLineItemEdge!]!
    nodes: [FulfillmentLineItem!]!
    pageInfo: PageInfo!
  }

  type FulfillmentLineItemEdge {
    cursor: String!
    node: FulfillmentLineItem!
  }

  type FulfillmentLineItem {
    id: ID!
    lineItem: LineItem!
    quantity: Int
  }

  type ReturnConnection {
    edges: [ReturnEdge!]!
    nodes: [Return!]!
    pageInfo: PageInfo!
  }

  type ReturnEdge {
    cursor: String!
    node: Return!
  }

  type Return {
    closedAt: DateTime
    createdAt: DateTime!
    id: ID!
    name: String!
    status: ReturnStatus!
    totalQuantity: Int!
  }

  enum ReturnStatus { CANCELED CLOSED DECLINED OPEN REQUESTED }

  type Refund {
    createdAt: DateTime
    id: ID!
    totalRefundedSet: MoneyBag!
  }

  type MoneyBag {
    presentmentMoney: MoneyV2!
    shopMoney: MoneyV2!
  }

  type MoneyV2 {
    amount: Decimal!
    currencyCode: CurrencyCode!
  }

  enum CurrencyCode { EUR GBP USD }
`;

export const schema = buildSchema(SDL);
