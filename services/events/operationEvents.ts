import type { Logger } from '../logger';
import type { Operation } from '../operations/operation';
import type { Alongside, Outcome } from '../operations/operationStore';
import type { PortInput, PortMethod, PortName, PortOutput } from '../ports';
import type { ItRequest } from '../ports/itsm';
import type { Ticket } from '../ports/helpdesk';
import { catalogue, type EventData, type EventType } from './catalogue';
import type { EventBus } from './eventBus';

/** An event of an operation, without what all of them have alike. */
type Happening = { [T in EventType]: { type: T; subject: string; data: EventData<T> } }[EventType];

/** What happened when a method of a port has succeeded; nothing where the system declined in its answer. */
type Tellers = {
  [P in PortName]?: {
    [M in PortMethod<P>]?: (
      result: PortOutput<P, M>,
      input: PortInput<P, M>,
      operation: Operation,
    ) => readonly Happening[] | Happening | undefined;
  };
};

const tellers: Tellers = {
  commerce: {
    findOrder: (order) =>
      order && {
        type: 'order.looked_up',
        subject: order.number,
        data: {
          orderNumber: order.number,
          fulfillmentStatus: order.fulfillmentStatus,
          financialStatus: order.financialStatus,
        },
      },
    cancelOrder: ({ outcome }, { orderId }) =>
      outcome === 'not_possible'
        ? undefined
        : { type: 'order.cancel_requested', subject: orderId, data: { orderId, outcome } },
    startReturn: (result, { orderId }) =>
      result.outcome === 'started'
        ? {
            type: 'return.started',
            subject: result.returnNumber,
            data: { orderId, returnNumber: result.returnNumber },
          }
        : undefined,
  },
  helpdesk: {
    createTicket: ({ id, number, priority }) => ({
      type: 'ticket.created',
      subject: number,
      data: { ticketId: id, ticketNumber: number, priority },
    }),
    addComment: (ticket) => ticketUpdated(ticket, 'commented'),
    closeTicket: (ticket) => ticketUpdated(ticket, 'closed'),
    reopenTicket: (ticket) => ticketUpdated(ticket, 'reopened'),
    routeTicket: (ticket) => ticketUpdated(ticket, 'routed'),
    attachFile: ({ ticketId }) => ({
      type: 'ticket.updated',
      subject: ticketId,
      data: { ticketId, change: 'file_attached' },
    }),
  },
  crm: {
    createLead({ outcome, record }, { phone }, operation) {
      const captureId = captureIdOf(operation);
      const created = {
        type: 'lead.created',
        subject: record.id,
        data: { captureId, recordKind: record.kind, recordId: record.id, outcome },
      } as const;
      // One that is made later was told of when it was handed in.
      if (operation.silent) return created;
      const withPhone = phone !== undefined;
      return [{ type: 'lead.captured', subject: captureId, data: { captureId, withPhone } }, created];
    },
  },
  hr: {
    requestLeave: (result) =>
      result.outcome === 'submitted'
        ? {
            type: 'leave.requested',
            subject: result.request.id,
            data: { requestId: result.request.id, status: result.request.status },
          }
        : undefined,
    withdrawLeaveRequest: ({ id }) => ({ type: 'leave.withdrawn', subject: id, data: { requestId: id } }),
    openHrCase: ({ id, number }) => ({
      type: 'hr_case.opened',
      subject: number,
      data: { caseId: id, caseNumber: number },
    }),
  },
  itsm: {
    createIncident: ({ id, number }: ItRequest) => ({
      type: 'incident.created',
      subject: number,
      data: { incidentId: id, incidentNumber: number },
    }),
    requestCatalogItem: ({ id, number }: ItRequest) => ({
      type: 'request.created',
      subject: number,
      data: { requestId: id, requestNumber: number },
    }),
  },
};

/** The key of a lead's operation; the same one whichever process makes it. */
export function leadKey(captureId: string): string {
  return `${captureId}.createLead`;
}

/**
 * Publishes what an operation did, in the transaction that ends it. An answer of a system that makes no event is logged: the
 * job was done all the same.
 */
export function operationEvents(events: EventBus, log: Logger): Alongside {
  return async (sql, operation, outcome) => {
    for (const happening of happenings(operation, outcome, log)) {
      await events.publish({ ...happening, orderedBy: operation.conversationKey }, sql);
    }
  };
}

function happenings(operation: Operation, outcome: Outcome, log: Logger): readonly Happening[] {
  try {
    const told = isConfidential(operation) ? undefined : tell(operation, outcome);
    const all = told === undefined ? [] : Array.isArray(told) ? (told as readonly Happening[]) : [told as Happening];
    for (const { type, data } of all) catalogue[type].parse(data);
    return all;
  } catch (error) {
    log.error('event.not_made', error, { port: operation.port, method: operation.method });
    return [];
  }
}

function tell(operation: Operation, { state, result, errorCode }: Outcome): ReturnType<AnyTeller> {
  const { id, port, method, input } = operation;
  if (state === 'cancelled') return undefined;
  if (state === 'succeeded') {
    const methods = tellers[port as PortName] as Record<string, AnyTeller> | undefined;
    return methods?.[method]?.(result, input, operation);
  }
  const waited = errorCode === 'unavailable' || errorCode === 'rate_limited';
  const type = state === 'unknown' ? 'operation.unknown' : waited ? 'operation.timed_out' : 'operation.failed';
  return { type, subject: id, data: { operationId: id, port, method, ...(errorCode && { code: errorCode }) } };
}

type AnyTeller = (
  result: unknown,
  input: unknown,
  operation: Operation,
) => readonly Happening[] | Happening | undefined;

/** That there is such a case at all is nobody's business outside, whether it was opened or not. */
function isConfidential({ input }: Operation): boolean {
  return (input as { confidential?: boolean } | null)?.confidential === true;
}

function captureIdOf({ idempotencyKey }: Operation): string {
  return idempotencyKey.replace(/\.createLead$/, '');
}

function ticketUpdated({ id, number }: Ticket, change: EventData<'ticket.updated'>['change']): Happening {
  return { type: 'ticket.updated', subject: number, data: { ticketId: id, ticketNumber: number, change } };
}
