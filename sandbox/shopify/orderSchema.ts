/** Orders, their parcels and their money. https://shopify.dev/docs/api/admin-graphql/2026-07/objects/Order */
export const ORDER_SDL = `
  type OrderConnection {
    edges: [OrderEdge!]!
    nodes: [Order!]!
    pageInfo: PageInfo!
  }

  type OrderEdge {
    cursor: String!
    node: Order!
  }

  type Order {
    cancelReason: OrderCancelReason
    cancellation: OrderCancellation
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

  type OrderCancellation {
    staffNote: String
  }

  enum OrderCancelReason { CUSTOMER DECLINED FRAUD INVENTORY OTHER STAFF }

  input OrderCancelRefundMethodInput @oneOf {
    originalPaymentMethodsRefund: Boolean
  }

  type OrderCancelPayload {
    job: Job
    orderCancelUserErrors: [OrderCancelUserError!]!
    userErrors: [UserError!]! @deprecated(reason: "Use \`orderCancelUserErrors\` instead.")
  }

  type OrderCancelUserError {
    code: OrderCancelUserErrorCode
    field: [String!]
    message: String!
  }

  enum OrderCancelUserErrorCode { INTERNAL_ERROR INVALID NOT_FOUND NO_REFUND_PERMISSION }

  type Refund {
    createdAt: DateTime
    id: ID!
    processedAt: DateTime!
    totalRefundedSet: MoneyBag!
    transactions(
      after: String
      before: String
      first: Int
      last: Int
      reverse: Boolean = false
    ): OrderTransactionConnection!
  }

  type OrderTransactionConnection {
    edges: [OrderTransactionEdge!]!
    nodes: [OrderTransaction!]!
    pageInfo: PageInfo!
  }

  type OrderTransactionEdge {
    cursor: String!
    node: OrderTransaction!
  }

  type OrderTransaction {
    amountSet: MoneyBag!
    id: ID!
    kind: OrderTransactionKind!
    status: OrderTransactionStatus!
  }

  enum OrderTransactionKind { AUTHORIZATION CAPTURE REFUND SALE VOID }

  enum OrderTransactionStatus { AWAITING_RESPONSE ERROR FAILURE PENDING SUCCESS UNKNOWN }
`;
