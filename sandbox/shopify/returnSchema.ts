/** Returns. https://shopify.dev/docs/api/admin-graphql/2026-07/objects/Return */
export const RETURN_SDL = `
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
    returnLineItems(
      after: String
      before: String
      first: Int
      last: Int
      reverse: Boolean = false
    ): ReturnLineItemTypeConnection!
    status: ReturnStatus!
    totalQuantity: Int!
  }

  enum ReturnStatus { CANCELED CLOSED DECLINED OPEN REQUESTED }

  type ReturnLineItemTypeConnection {
    edges: [ReturnLineItemTypeEdge!]!
    nodes: [ReturnLineItemType!]!
    pageInfo: PageInfo!
  }

  type ReturnLineItemTypeEdge {
    cursor: String!
    node: ReturnLineItemType!
  }

  interface ReturnLineItemType {
    customerNote: String
    id: ID!
    quantity: Int!
    returnReasonDefinition: ReturnReasonDefinition
    returnReasonNote: String!
  }

  type ReturnLineItem implements ReturnLineItemType {
    customerNote: String
    fulfillmentLineItem: FulfillmentLineItem!
    id: ID!
    quantity: Int!
    returnReasonDefinition: ReturnReasonDefinition
    returnReasonNote: String!
  }

  type ReturnReasonDefinitionConnection {
    edges: [ReturnReasonDefinitionEdge!]!
    nodes: [ReturnReasonDefinition!]!
    pageInfo: PageInfo!
  }

  type ReturnReasonDefinitionEdge {
    cursor: String!
    node: ReturnReasonDefinition!
  }

  type ReturnReasonDefinition {
    deleted: Boolean!
    handle: String!
    id: ID!
    name: String!
  }

  enum ReturnReasonDefinitionSortKeys { HANDLE ID NAME }

  type ReturnableFulfillmentConnection {
    edges: [ReturnableFulfillmentEdge!]!
    nodes: [ReturnableFulfillment!]!
    pageInfo: PageInfo!
  }

  type ReturnableFulfillmentEdge {
    cursor: String!
    node: ReturnableFulfillment!
  }

  type ReturnableFulfillment {
    fulfillment: Fulfillment!
    id: ID!
    returnableFulfillmentLineItems(
      after: String
      before: String
      first: Int
      last: Int
      reverse: Boolean = false
    ): ReturnableFulfillmentLineItemConnection!
  }

  type ReturnableFulfillmentLineItemConnection {
    edges: [ReturnableFulfillmentLineItemEdge!]!
    nodes: [ReturnableFulfillmentLineItem!]!
    pageInfo: PageInfo!
  }

  type ReturnableFulfillmentLineItemEdge {
    cursor: String!
    node: ReturnableFulfillmentLineItem!
  }

  type ReturnableFulfillmentLineItem {
    fulfillmentLineItem: FulfillmentLineItem!
    quantity: Int!
  }

  input ReturnRequestInput {
    orderId: ID!
    returnLineItems: [ReturnRequestLineItemInput!]!
  }

  input ReturnRequestLineItemInput {
    customerNote: String
    fulfillmentLineItemId: ID!
    quantity: Int!
    returnReasonDefinitionId: ID
  }

  type ReturnRequestPayload {
    return: Return
    userErrors: [ReturnUserError!]!
  }

  type ReturnUserError {
    code: ReturnErrorCode
    field: [String!]
    message: String!
  }

  enum ReturnErrorCode {
    ALREADY_EXISTS BLANK CREATION_FAILED FEATURE_NOT_ENABLED GREATER_THAN INTERNAL_ERROR INVALID INVALID_STATE
    MISSING_PERMISSION NOT_EDITABLE NOT_FOUND TOO_LONG
  }
`;
