import { z } from 'zod';
import { signedEnvelope, type Enclosed } from '../../webhooks/signedEnvelope';
import type { WebhookReport } from '../../webhooks/webhook';

/** 15 characters, or 18 with those that tell capital letters apart. */
const change = z.object({ contactId: z.string().regex(/^003[a-zA-Z0-9]{12}(?:[a-zA-Z0-9]{3})?$/) });

/**
 * Salesforce sends no webhooks: a trigger on Contact (after update) has a queueable class post to `/webhooks/salesforce` in the
 * scheme of `signedEnvelope`, with the type `contact.changed` and the data `{"contactId": "003…"}`. In short:
 *
 * ```apex
 * String body = JSON.serialize(new Map<String, Object>{
 *   'id' => contact.Id + '-' + contact.SystemModstamp.getTime(), 'type' => 'contact.changed',
 *   'occurredAt' => contact.SystemModstamp, 'data' => new Map<String, Object>{ 'contactId' => contact.Id } });
 * String timestamp = String.valueOf(System.now().getTime() / 1000);
 * Blob digest = Crypto.generateMac('HmacSHA256', Blob.valueOf(timestamp + '.' + body), Blob.valueOf(secret));
 * request.setHeader('X-Webhook-Timestamp', timestamp);
 * request.setHeader('X-Webhook-Signature', 'sha256=' + EncodingUtil.convertToHex(digest));
 * ```
 */
export const salesforceWebhook = signedEnvelope('SALESFORCE_WEBHOOK_SECRET', ['contact.changed'], fromChange);

function fromChange({ type, occurredAt, data }: Enclosed): WebhookReport[] {
  if (type !== 'contact.changed') return [];
  const { contactId } = change.parse(data);
  const event = { type: 'contact.changed', data: { contactId } } as const;
  // Every change is another state; none is above another.
  return [{ record: `contact:${contactId}`, occurredAt, state: occurredAt, rank: 0, event }];
}
