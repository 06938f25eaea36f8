import { z } from 'zod';
import { lineSchema, userErrorsSchema } from './orderQueries';

/**
 * What can be sent back, parcel by parcel.
 * https://shopify.dev/docs/api/admin-graphql/2026-07/queries/returnableFulfillments
 */
export const GET_RETURNABLE_ITEMS = `
  query getReturnableItems($orderId: ID!) {
    returnableFulfillments(orderId: $orderId, first: 8) {
      nodes {
        fulfillment { displayStatus deliveredAt }
        returnableFulfillmentLineItems(first: 15) {
          nodes { quantity fulfillmentLineItem { id lineItem { title variantTitle } } }
        }
      }
    }
  }
`;

/** All that has to be known before a return is asked for: what was sent, what is left to return, what was asked before. */
export const PREPARE_RETURN = `
  query prepareReturn($orderId: ID!, $reasons: [String!]) {
    order(id: $orderId) {
      fulfillments(first: 8) {
        displayStatus
        deliveredAt
        fulfillmentLineItems(first: 15) { nodes { id quantity } }
      }
      returns(first: 10, reverse: true) {
        nodes { name returnLineItems(first: 15) { nodes { customerNote } } }
      }
    }
    returnableFulfillments(orderId: $orderId, first: 8) {
      nodes { returnableFulfillmentLineItems(first: 15) { nodes { quantity fulfillmentLineItem { id } } } }
    }
    returnReasonDefinitions(handles: $reasons, first: 10) { nodes { id handle } }
  }
`;

/** https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/returnRequest */
export const REQUEST_RETURN = `
  mutation requestReturn($input: ReturnRequestInput!) {
    returnRequest(input: $input) {
      return { name }
      userErrors { code field message }
    }
  }
`;

const arrivalSchema = z.object({ displayStatus: z.string().nullish(), deliveredAt: z.string().nullish() });

const nodes = <T extends z.ZodType>(node: T) => z.object({ nodes: z.array(node) });

const returnableSchema = z.object({
  fulfillment: arrivalSchema,
  returnableFulfillmentLineItems: nodes(
    z.object({
      quantity: z.number(),
      fulfillmentLineItem: z.object({ id: z.string(), lineItem: lineSchema }),
    }),
  ),
});

const preparationSchema = z.object({
  order: z
    .object({
      fulfillments: z.array(
        arrivalSchema.extend({
          fulfillmentLineItems: nodes(z.object({ id: z.string(), quantity: z.number().nullish() })),
        }),
      ),
      returns: nodes(
        z.object({ name: z.string(), returnLineItems: nodes(z.object({ customerNote: z.string().nullish() })) }),
      ),
    })
    .nullish(),
  returnableFulfillments: nodes(
    z.object({
      returnableFulfillmentLineItems: nodes(
        z.object({ quantity: z.number(), fulfillmentLineItem: z.object({ id: z.string() }) }),
      ),
    }),
  ),
  returnReasonDefinitions: nodes(z.object({ id: z.string(), handle: z.string() })),
});

export const getReturnableItemsAnswer = z.object({ returnableFulfillments: nodes(returnableSchema) });
export const prepareReturnAnswer = preparationSchema;
export const requestReturnAnswer = z.object({
  returnRequest: z.object({ return: z.object({ name: z.string() }).nullish(), userErrors: userErrorsSchema }).nullish(),
});

export type ShopifyArrival = z.infer<typeof arrivalSchema>;
export type ShopifyReturnable = z.infer<typeof returnableSchema>;
export type ShopifyReturnPreparation = z.infer<typeof preparationSchema>;
