import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { OutgoingWebhook } from './outgoingWebhook';
import type { VendorSandbox } from './vendorSandbox';

/** What the vendors sign with: the secret in use, and the one it is changed to. */
const SECRETS = ['sandbox-webhook-secret', 'sandbox-webhook-secret-2'] as const;
const WRONG_SECRET = 'somebody-else-secret';
const TIMEOUT_MS = 10_000;

const loopback = z
  .url()
  .refine((url) => ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname), 'must be on this machine')
  .transform((url) => url.replace(/\/+$/, ''));

/** The body of `POST /control/webhooks/target`: where the bot is. */
export const targetSchema = z.strictObject({ url: loopback });

/** The body of `POST /control/webhooks`. What is not named here belongs to the event, such as a comment's `text`. */
export const webhookSchema = z.looseObject({
  vendor: z.string(),
  event: z.string(),
  /** Of the record, as people call it. */
  id: z.union([z.string(), z.number()]).transform(String),
  /** The bot's address, where it is another one than that which the bot told. */
  url: loopback.optional(),
  /** How often the same delivery is sent. */
  times: z.int().min(1).max(20).default(1),
  badSignature: z.boolean().default(false),
  /** When it happened, by the vendor's clock; now where absent. */
  occurredAt: z.iso.datetime({ offset: true }).optional(),
  /** When it is sent, for vendors that sign it; now where absent. */
  sentAt: z.iso.datetime({ offset: true }).optional(),
  /** Which secret it is signed with. */
  secret: z
    .int()
    .min(0)
    .max(SECRETS.length - 1)
    .default(0),
  deliveryId: z.string().optional(),
});

export type WebhookOrder = z.output<typeof webhookSchema>;

/** What the bot said to a delivery; `null` where it could not be reached. */
export interface Sent {
  deliveryId: string;
  status: number | null;
}

/**
 * Changes the record and sends what the vendor sends then.
 *
 * @param target the bot's address
 * @throws ImpossibleError when there is no such record or event.
 */
export async function sendWebhooks(vendor: VendorSandbox, order: WebhookOrder, target: string): Promise<Sent[]> {
  const { event, id, occurredAt } = order;
  const at = occurredAt === undefined ? new Date() : new Date(occurredAt);
  const sent: Sent[] = [];
  for (const webhook of vendor.happen({ event, id, at, details: order })) {
    const deliveryId = order.deliveryId ?? randomUUID();
    const url = `${order.url ?? target}/webhooks/${order.vendor}`;
    for (let time = 0; time < order.times; time++) {
      sent.push({ deliveryId, status: await post(url, webhook, deliveryId, order) });
    }
  }
  return sent;
}

async function post(url: string, webhook: OutgoingWebhook, deliveryId: string, order: WebhookOrder) {
  const { payload, idField } = webhook;
  const body = JSON.stringify(idField === undefined ? payload : { [idField]: deliveryId, ...payload });
  const secret = order.badSignature ? WRONG_SECRET : (SECRETS[order.secret] ?? SECRETS[0]);
  const sentAt = order.sentAt === undefined ? new Date() : new Date(order.sentAt);
  const headers = {
    'content-type': 'application/json',
    ...webhook.headers(body, secret, sentAt, deliveryId),
  };
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}
