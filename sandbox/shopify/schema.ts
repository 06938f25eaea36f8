import { buildSchema } from 'graphql';
import { ORDER_SDL } from './orderSchema';
import { PRODUCT_SDL } from './productSchema';
import { RETURN_SDL } from './returnSchema';

/** The version of the Admin API that the schema below is taken from. */
export const API_VERSION = '2026-07';

/**
 * The part of Shopify's Admin schema that the sandbox serves: names, arguments and nullability are the real ones
 * (`npm run check:specs` compares them). https://shopify.dev/docs/api/admin-graphql/2026-07
 */
const SDL = `
  schema {
    query: QueryRoot
    mutation: Mutation
  }

  scalar DateTime
  scalar Decimal
  scalar Money
  scalar URL
  scalar UnsignedInt64

  type QueryRoot {
    currentAppInstallation: AppInstallation!
    job(id: ID!): Job
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
    product(id: ID!): Product
    products(
      after: String
      before: String
      first: Int
      last: Int
      query: String
      reverse: Boolean = false
      savedSearchId: ID
      sortKey: ProductSortKeys = ID
    ): ProductConnection!
    publicApiVersions: [ApiVersion!]!
    returnReasonDefinitions(
      after: String
      before: String
      first: Int
      handles: [String!]
      ids: [ID!]
      last: Int
      query: String
      reverse: Boolean = false
      sortKey: ReturnReasonDefinitionSortKeys = ID
    ): ReturnReasonDefinitionConnection!
    returnableFulfillments(
      after: String
      before: String
      first: Int
      last: Int
      orderId: ID!
      reverse: Boolean = false
    ): ReturnableFulfillmentConnection!
    shop: Shop!
  }

  type Mutation {
    orderCancel(
      notifyCustomer: Boolean = false
      orderId: ID!
      reason: OrderCancelReason!
      refund: Boolean
      refundMethod: OrderCancelRefundMethodInput
      restock: Boolean!
      staffNote: String = null
    ): OrderCancelPayload
    returnRequest(input: ReturnRequestInput!): ReturnRequestPayload
  }

  type AppInstallation {
    accessScopes: [AccessScope!]!
    id: ID!
  }

  type AccessScope {
    description: String!
    handle: String!
  }

  type ApiVersion {
    displayName: String!
    handle: String!
    supported: Boolean!
  }

  type Job {
    done: Boolean!
    id: ID!
  }

  type UserError {
    field: [String!]
    message: String!
  }

  type Shop {
    currencyCode: CurrencyCode!
    id: ID!
    myshopifyDomain: String!
    name: String!
  }

  enum OrderSortKeys { CREATED_AT ID ORDER_NUMBER PROCESSED_AT RELEVANCE }

  type PageInfo {
    endCursor: String
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
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

export const schema = buildSchema([SDL, ORDER_SDL, RETURN_SDL, PRODUCT_SDL].join('\n'));
