import { z } from 'zod';

/** Where a record lives, and when that system says it changed (ISO 8601, UTC). */
const changed = { vendor: z.string(), occurredAt: z.iso.datetime() };
const order = { ...changed, orderNumber: z.string() };
const ticket = { ...changed, ticketId: z.string(), ticketNumber: z.string() };

/** Every type of event with the shape of its data. Names are noun.verb in the past tense. */
export const catalogue = {
  /** A shop handed (a part of) an order to a carrier. */
  'order.shipped': z.object({
    ...order,
    carrier: z.string().optional(),
    trackingNumber: z.string().optional(),
    trackingUrl: z.string().optional(),
  }),
  'order.delivered': z.object(order),
  'order.cancelled': z.object(order),
  'order.refunded': z.object({ ...order, amount: z.object({ amount: z.string(), currency: z.string() }).optional() }),
  /** Somebody wrote on a ticket what its requester may read. */
  'ticket.commented': z.object({
    ...ticket,
    commentId: z.string(),
    text: z.string(),
    /** False for what the requester wrote. */
    byAgent: z.boolean(),
    authorFirstName: z.string().optional(),
  }),
  'ticket.solved': z.object(ticket),
  /** An IT incident or request, or a case of HR, has another state. */
  'request.changed': z.object({
    ...changed,
    requestNumber: z.string(),
    kind: z.enum(['incident', 'request', 'hrCase']),
    status: z.string(),
  }),
  'leave.decided': z.object({ ...changed, requestId: z.string(), status: z.enum(['approved', 'denied', 'withdrawn']) }),
  /** What a system knows of a contact has changed. */
  'contact.changed': z.object({ ...changed, contactId: z.string() }),
} as const;

export type EventType = keyof typeof catalogue;
export type EventData<T extends EventType> = z.output<(typeof catalogue)[T]>;
