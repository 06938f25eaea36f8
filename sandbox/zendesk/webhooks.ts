import { agent } from '../helpdeskSeeds';
import { hmac, ImpossibleError, textOf, type Happening, type OutgoingWebhook } from '../outgoingWebhook';
import { addComment, timestamp, type TicketRecord, type ZendeskStore } from './records';

const STATUS_AFTER: Readonly<Record<string, string>> = {
  'ticket.solved': 'solved',
  'ticket.reopened': 'open',
  'ticket.closed': 'closed',
};

/** What an agent or the requester does to a ticket, and the webhook that Zendesk sends then. */
export function zendeskHappening(store: ZendeskStore, happening: Happening): OutgoingWebhook[] {
  const ticket = store.all('ticket').find(({ id }) => String(id) === happening.id);
  if (!ticket) throw new ImpossibleError(`there is no ticket ${happening.id}`);
  ticket.updated_at = timestamp(happening.at);
  if (happening.event === 'ticket.commented') return [comment(store, ticket, happening)];
  const status = STATUS_AFTER[happening.event];
  if (status === undefined) {
    const known = ['ticket.commented', ...Object.keys(STATUS_AFTER)].join(', ');
    throw new ImpossibleError(`zendesk knows no event "${happening.event}"; there is: ${known}`);
  }
  const previous = ticket.status.toUpperCase();
  ticket.status = status;
  const event = { current: status.toUpperCase(), previous };
  return [webhook('ticket.status_changed', ticket, event, happening.at)];
}

/** By the agent, unless the `author` is `requester`; an internal note where `public` is false. */
function comment(store: ZendeskStore, ticket: TicketRecord, happening: Happening): OutgoingWebhook {
  const byRequester = happening.details['author'] === 'requester';
  const isPublic = happening.details['public'] !== false;
  const users = store.all('user');
  const author = users.find(({ id, email }) => (byRequester ? id === ticket.requester_id : email === agent.email));
  const body = textOf(happening, 'text') ?? 'We are looking into it.';
  const author_id = author?.id ?? 0;
  addComment(store, ticket.id, { author_id, body, public: isPublic, created_at: timestamp(happening.at) });
  const id = String(store.all('comment').at(-1)?.id);
  const person = { id: String(author_id), is_staff: author?.role === 'agent', name: author?.name };
  const event = { comment: { id, body, is_public: isPublic, author: person } };
  return webhook('ticket.comment_added', ticket, event, happening.at);
}

/** https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events/ (2026-11) */
function webhook(type: string, ticket: TicketRecord, event: object, at: Date): OutgoingWebhook {
  return {
    payload: {
      account_id: 22_129_848,
      type: `zen:event-type:${type}`,
      subject: `zen:ticket:${ticket.id}`,
      time: at.toISOString().replace('Z', '000000Z'),
      zendesk_event_version: '2022-11-06',
      detail: detailOf(ticket),
      event,
    },
    idField: 'id',
    headers(body, secret, sentAt, deliveryId) {
      const time = timestamp(sentAt);
      return {
        'x-zendesk-account-id': '22129848',
        'x-zendesk-webhook-id': '01HWEBHOOKSANDBOX000000000',
        'x-zendesk-webhook-invocation-id': deliveryId,
        'x-zendesk-webhook-signature': hmac(secret, time + body, 'base64'),
        'x-zendesk-webhook-signature-timestamp': time,
      };
    },
  };
}

/** Ids are texts and words are in capital letters here, unlike in the Tickets API. */
function detailOf(ticket: TicketRecord): object {
  const idOf = (id: number | null) => (id === null ? null : String(id));
  return {
    id: String(ticket.id),
    subject: ticket.subject,
    description: ticket.description,
    status: ticket.status.toUpperCase(),
    priority: ticket.priority?.toUpperCase() ?? null,
    type: ticket.type?.toUpperCase() ?? null,
    external_id: ticket.external_id,
    requester_id: idOf(ticket.requester_id),
    submitter_id: idOf(ticket.submitter_id),
    assignee_id: idOf(ticket.assignee_id),
    group_id: idOf(ticket.group_id),
    tags: ticket.tags,
    via: { channel: 'web_service' },
    created_at: ticket.created_at,
    updated_at: ticket.updated_at,
  };
}
