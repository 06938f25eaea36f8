import { z } from 'zod';

/** Another number where consumers of today would misread what is sent; a field more needs none. */
export const CATALOGUE_VERSION = 1;

/** Where a record lives, and when that system says it changed (ISO 8601, UTC). */
const changed = { vendor: z.string(), occurredAt: z.iso.datetime() };
const order = { ...changed, orderNumber: z.string() };
const ticket = { ...changed, ticketId: z.string(), ticketNumber: z.string() };

/** A call to a system that did not end well; its number is in the log. */
const call = { operationId: z.string(), port: z.string(), method: z.string(), code: z.string().optional() };

/** What a person who asks for an offer wants, and how they are reached: as the CRM gets it. */
const leadDraft = z.object({
  firstName: z.string().optional(),
  lastName: z.string(),
  company: z.string(),
  email: z.string(),
  phone: z.string().optional(),
  interest: z.string(),
  preferredTime: z.string().optional(),
  consent: z.object({ wording: z.string(), at: z.string() }),
});

/**
 * Every type of event with the shape of its data, and when it happens. Names are noun.verb in the past tense. A type stays
 * inside this program unless it stands among `PUBLIC_TYPES`.
 */
export const catalogue = {
  'order.shipped': z
    .object({
      ...order,
      carrier: z.string().optional(),
      trackingNumber: z.string().optional(),
      trackingUrl: z.string().optional(),
    })
    .describe('A shop handed an order, or a part of it, to a carrier'),
  'order.delivered': z.object(order).describe('An order has arrived'),
  'order.cancelled': z.object(order).describe('An order was cancelled in the shop'),
  'order.refunded': z
    .object({ ...order, amount: z.object({ amount: z.string(), currency: z.string() }).optional() })
    .describe('Money of an order went back'),
  'ticket.commented': z
    .object({
      ...ticket,
      commentId: z.string(),
      text: z.string(),
      /** False for what the requester wrote. */
      byAgent: z.boolean(),
      authorFirstName: z.string().optional(),
    })
    .describe('Somebody wrote on a ticket what its requester may read'),
  'ticket.solved': z.object(ticket).describe('A ticket was marked as solved in the helpdesk'),
  'request.changed': z
    .object({
      ...changed,
      requestNumber: z.string(),
      kind: z.enum(['incident', 'request', 'hrCase']),
      status: z.string(),
    })
    .describe('An IT incident or request, or a case of HR, has another state'),
  'leave.decided': z
    .object({ ...changed, requestId: z.string(), status: z.enum(['approved', 'denied', 'withdrawn']) })
    .describe('A leave request was decided in the HR system'),
  'contact.changed': z
    .object({ ...changed, contactId: z.string() })
    .describe('What a system knows of a contact has changed'),

  'order.looked_up': z
    .object({ orderNumber: z.string(), fulfillmentStatus: z.string(), financialStatus: z.string() })
    .describe('The bot found an order for its customer'),
  'order.cancel_requested': z
    .object({ orderId: z.string(), outcome: z.enum(['cancelled', 'requested']) })
    .describe('The shop took the cancellation of an order that the bot asked for'),
  'return.started': z
    .object({ orderId: z.string(), returnNumber: z.string() })
    .describe('The bot started the return of something ordered'),
  'ticket.created': z
    .object({ ticketId: z.string(), ticketNumber: z.string(), priority: z.string() })
    .describe('The bot opened a ticket'),
  'ticket.updated': z
    .object({
      ticketId: z.string(),
      ticketNumber: z.string().optional(),
      change: z.enum(['commented', 'closed', 'reopened', 'file_attached', 'routed']),
    })
    .describe('The bot changed a ticket for its requester'),
  'lead.captured': z
    .object({ captureId: z.string(), withPhone: z.boolean() })
    .describe('Somebody asked for an offer and agreed to be contacted'),
  'lead.submitted': z
    .object({
      captureId: z.string(),
      draft: leadDraft,
      conversationKey: z.string(),
      /** Where the conversation is; opaque to the services. */
      reference: z.unknown(),
      /** Milliseconds since 1970. */
      at: z.number(),
      dialogId: z.string(),
    })
    .describe('The same with all that the CRM needs, where leads are made later (`LEAD_CAPTURE=event`)'),
  'lead.created': z
    .object({
      captureId: z.string(),
      recordKind: z.enum(['lead', 'contact']),
      recordId: z.string(),
      outcome: z.enum(['created', 'matched']),
    })
    .describe('The CRM has the lead, or has noted it with somebody who was on file'),
  'leave.requested': z
    .object({ requestId: z.string(), status: z.string() })
    .describe('An employee asked for leave through the bot'),
  'leave.withdrawn': z
    .object({ requestId: z.string() })
    .describe('An employee took a leave request back through the bot'),
  'incident.created': z
    .object({ incidentId: z.string(), incidentNumber: z.string() })
    .describe('The bot reported an IT incident'),
  'request.created': z
    .object({ requestId: z.string(), requestNumber: z.string() })
    .describe('The bot ordered something of the IT catalogue'),
  'hr_case.opened': z
    .object({ caseId: z.string(), caseNumber: z.string() })
    .describe('The bot opened a case of HR; never told of a confidential one'),
  'handoff.requested': z
    .object({ handoffId: z.string(), reason: z.string() })
    .describe('A person should join a conversation'),
  'handoff.closed': z
    .object({ handoffId: z.string(), reason: z.string() })
    .describe('A person has taken care of a hand-over or a message'),
  'message.left': z
    .object({ handoffId: z.string(), reason: z.string() })
    .describe('A message for a person was left; `unknown_outcome` where the bot itself left it'),
  'feedback.given': z
    .object({ feedbackId: z.string(), rating: z.number().int().min(1).max(5) })
    .describe('Somebody rated a job, from 1 (bad) to 5 (great)'),
  'operation.timed_out': z.object(call).describe('A system gave no answer before the bot gave up'),
  'operation.failed': z.object(call).describe('A system refused a call for good'),
  'operation.unknown': z
    .object(call)
    .describe('A write was sent, and nothing tells whether it was done: a person has to look'),
} as const;

export type EventType = keyof typeof catalogue;
export type EventData<T extends EventType> = z.output<(typeof catalogue)[T]>;

/**
 * The types that leave this program: numbers, ids and codes. What a person wrote, or how they are reached, is in none of
 * them.
 */
export const PUBLIC_TYPES = [
  'order.shipped',
  'order.delivered',
  'order.cancelled',
  'order.refunded',
  'order.looked_up',
  'order.cancel_requested',
  'return.started',
  'ticket.created',
  'ticket.updated',
  'ticket.solved',
  'request.changed',
  'request.created',
  'incident.created',
  'hr_case.opened',
  'leave.requested',
  'leave.decided',
  'leave.withdrawn',
  'contact.changed',
  'lead.captured',
  'lead.created',
  'handoff.requested',
  'handoff.closed',
  'message.left',
  'feedback.given',
  'operation.timed_out',
  'operation.failed',
  'operation.unknown',
] as const satisfies readonly EventType[];

export type PublicType = (typeof PUBLIC_TYPES)[number];

export function isPublic(type: EventType): type is PublicType {
  return (PUBLIC_TYPES as readonly EventType[]).includes(type);
}
