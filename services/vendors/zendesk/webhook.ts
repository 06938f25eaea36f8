import { z } from 'zod';
import { instant } from '../../webhooks/instant';
import { isRecent, isSigned } from '../../webhooks/signature';
import { headerOf, type VendorWebhook, type WebhookReport, type WebhookRequest } from '../../webhooks/webhook';

const COMMENT_ADDED = 'zen:event-type:ticket.comment_added';
const STATUS_CHANGED = 'zen:event-type:ticket.status_changed';

/** Ids come as numbers and as texts. */
const id = z.union([z.string(), z.number()]).transform(String);

const envelope = z.object({ id: z.string().min(1), type: z.string() });

/** https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events/ (2026-11) */
const commentBody = z.object({
  time: instant,
  detail: z.object({ id, requester_id: id.nullish() }),
  event: z.object({
    comment: z.object({
      id,
      body: z.string().nullish(),
      is_public: z.boolean(),
      author: z.object({ id, is_staff: z.boolean().nullish(), name: z.string().nullish() }).nullish(),
    }),
  }),
});

const statusBody = z.object({
  time: instant,
  detail: z.object({ id }),
  event: z.object({ current: z.string() }),
});

/** In the order in which a ticket goes through them. */
const STATUSES = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];

/**
 * A webhook of the kind "Zendesk events" with the ticket events `Comment added` and `Status changed`; the secret is its
 * signing secret. Zendesk has one secret at a time: a second one in the setting covers the minutes of its reset.
 *
 * - signature: https://developer.zendesk.com/documentation/webhooks/verifying/ (2026-11)
 * - retries: https://developer.zendesk.com/api-reference/webhooks/introduction/#webhook-retries (2026-11)
 */
export const zendeskWebhook: VendorWebhook = {
  setting: 'ZENDESK_WEBHOOK_SECRET',
  events: [COMMENT_ADDED, STATUS_CHANGED],
  isGenuine,
  identify: (_request, payload) => {
    const { id: eventId, type } = envelope.parse(payload);
    return { id: eventId, topic: type };
  },
  toReports(topic, payload) {
    if (topic === COMMENT_ADDED) return fromComment(commentBody.parse(payload));
    return topic === STATUS_CHANGED ? fromStatus(statusBody.parse(payload)) : [];
  },
};

function isGenuine(request: WebhookRequest, secrets: readonly string[], now: number): boolean {
  const timestamp = headerOf(request, 'x-zendesk-webhook-signature-timestamp') ?? '';
  const signature = headerOf(request, 'x-zendesk-webhook-signature');
  const sentAt = instant.safeParse(timestamp).data;
  const isSent = isSigned(signature, 'base64', secrets, timestamp, request.body);
  return isSent && isRecent(sentAt === undefined ? undefined : Date.parse(sentAt), now);
}

/**
 * An internal note is nobody's business. What the bot writes for the requester has the requester as its author; somebody in
 * copy is no agent either.
 */
function fromComment({ time, detail, event: { comment } }: z.output<typeof commentBody>): WebhookReport[] {
  if (!comment.is_public) return [];
  const { author } = comment;
  const byAgent = author?.is_staff !== false && author?.id !== detail.requester_id;
  const firstName = author?.name?.trim().split(/\s+/)[0];
  const data = {
    ...ticketOf(detail.id),
    commentId: comment.id,
    text: comment.body?.trim() ?? '',
    byAgent,
    ...(byAgent && firstName && { authorFirstName: firstName }),
  };
  const fact = `comment:${comment.id}`;
  return [{ record: `ticket:${detail.id}`, occurredAt: time, fact, event: { type: 'ticket.commented', data } }];
}

/** Statuses come in capital letters here. Those after which nobody waits are told, the others only remembered. */
function fromStatus({ time, detail, event: { current } }: z.output<typeof statusBody>): WebhookReport[] {
  const state = current.toLowerCase();
  const report = { record: `ticket:${detail.id}`, occurredAt: time, state, rank: STATUSES.indexOf(state) };
  if (state !== 'solved') return [report];
  return [{ ...report, event: { type: 'ticket.solved', data: ticketOf(detail.id) } }];
}

function ticketOf(ticketId: string) {
  return { ticketId, ticketNumber: ticketId };
}
