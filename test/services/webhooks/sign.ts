import { createHmac } from 'node:crypto';

export const SECRET = 'sandbox-webhook-secret';

export const hmac = (secret: string, text: string | Uint8Array, encoding: 'hex' | 'base64') =>
  createHmac('sha256', secret).update(text).digest(encoding);

export type VendorId = 'shopify' | 'zendesk' | 'servicenow' | 'workday' | 'salesforce';

interface Signing {
  secret?: string;
  /** When it is sent. */
  at?: number;
  topic?: string;
  id?: string;
}

/** The headers with which a vendor sends this body. */
export function signedHeaders(vendor: VendorId, body: string, signing: Signing = {}): Record<string, string> {
  const { secret = SECRET, at = Date.now(), topic = 'orders/cancelled', id = 'delivery-1' } = signing;
  if (vendor === 'shopify') {
    return {
      'x-shopify-hmac-sha256': hmac(secret, body, 'base64'),
      'x-shopify-topic': topic,
      'x-shopify-webhook-id': id,
    };
  }
  if (vendor === 'zendesk') {
    const time = new Date(at).toISOString();
    return {
      'x-zendesk-webhook-signature': hmac(secret, time + body, 'base64'),
      'x-zendesk-webhook-signature-timestamp': time,
    };
  }
  const time = String(Math.floor(at / 1000));
  return { 'x-webhook-timestamp': time, 'x-webhook-signature': `sha256=${hmac(secret, `${time}.${body}`, 'hex')}` };
}

const AT = '2026-03-04T10:00:00Z';
const scripted = (type: string, data: object) => JSON.stringify({ id: 'delivery-1', type, occurredAt: AT, data });

/** A body of each vendor that tells of one event. */
export const BODIES: Readonly<Record<VendorId, string>> = {
  shopify: JSON.stringify({ id: 1, name: '#1002', updated_at: AT, cancelled_at: AT, refunds: [] }),
  zendesk: JSON.stringify({
    id: 'delivery-1',
    type: 'zen:event-type:ticket.status_changed',
    time: AT,
    detail: { id: '5001', status: 'SOLVED' },
    event: { current: 'SOLVED', previous: 'OPEN' },
  }),
  servicenow: scripted('record.changed', { table: 'incident', number: 'INC0005001', state: '6' }),
  workday: scripted('leave.decided', { requestId: 'r1', status: 'Denied' }),
  salesforce: scripted('contact.changed', { contactId: '003000000000001AAA' }),
};

export const VENDORS = Object.keys(BODIES) as VendorId[];
/** Where each vendor's signature stands. */
export const SIGNATURE_HEADER: Readonly<Record<VendorId, string>> = {
  shopify: 'x-shopify-hmac-sha256',
  zendesk: 'x-zendesk-webhook-signature',
  servicenow: 'x-webhook-signature',
  workday: 'x-webhook-signature',
  salesforce: 'x-webhook-signature',
};
