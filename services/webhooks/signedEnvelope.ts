import { z } from 'zod';
import { instant } from './instant';
import { isRecent, isSigned } from './signature';
import { headerOf, type VendorWebhook, type WebhookReport, type WebhookRequest } from './webhook';

const envelope = z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  occurredAt: instant,
  data: z.unknown(),
});

/** What happened, without the wrapping. */
export interface Enclosed {
  type: string;
  occurredAt: string;
  data: unknown;
}

/**
 * The webhooks of systems that sign none by themselves. What sends them there (a business rule, a trigger, an integration) is
 * written by the company, in this one scheme:
 *
 * - `POST /webhooks/<vendor>` with the body `{"id": "…", "type": "…", "occurredAt": "2026-03-04T10:00:00Z", "data": {…}}`;
 *   `id` is the event's own and stays the same when it is sent again, `occurredAt` is when the record changed
 * - `X-Webhook-Timestamp`: when it is sent, in seconds since 1970
 * - `X-Webhook-Signature`: `sha256=` and the HMAC-SHA256, with the shared secret, of the timestamp, a full stop and the body;
 *   in hexadecimal, or in base64 where that is all a system can do
 *
 * Anything but a status from 200 to 299 means: send it again later.
 */
export function signedEnvelope(
  setting: string,
  events: readonly string[],
  toReports: (enclosed: Enclosed) => WebhookReport[],
): VendorWebhook {
  return {
    setting,
    events,
    isGenuine,
    identify: (_request, payload) => {
      const { id, type } = envelope.parse(payload);
      return { id, topic: type };
    },
    toReports: (_topic, payload) => toReports(envelope.parse(payload)),
  };
}

function isGenuine(request: WebhookRequest, secrets: readonly string[], now: number): boolean {
  const timestamp = headerOf(request, 'x-webhook-timestamp') ?? '';
  const [, signature] = /^sha256=(.+)$/.exec(headerOf(request, 'x-webhook-signature') ?? '') ?? [];
  const signed = [`${timestamp}.`, request.body];
  const matches = (['hex', 'base64'] as const).map((encoding) => isSigned(signature, encoding, secrets, ...signed));
  const sentAt = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * 1000 : undefined;
  return matches.includes(true) && isRecent(sentAt, now);
}
