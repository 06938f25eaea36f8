import { createHmac } from 'node:crypto';

/** What happens in a vendor's system without the bot: somebody there does it. */
export interface Happening {
  /** For example `order.shipped`. */
  event: string;
  /** Of the record, as people call it: an order's number, a ticket's. */
  id: string;
  at: Date;
  /** What else was said of it, such as the text of a comment. */
  details: Readonly<Record<string, unknown>>;
}

/** A webhook as its vendor sends it. */
export interface OutgoingWebhook {
  payload: object;
  /**
   * The headers, with the vendor's signature of the body.
   *
   * @param deliveryId of this delivery; the same when it is sent again
   */
  headers(body: string, secret: string, sentAt: Date, deliveryId: string): Record<string, string>;
  /** Where the payload itself carries the id of the delivery. */
  idField?: string;
}

/** A happening that cannot be, in words for whoever asked for it. */
export class ImpossibleError extends Error {}

/** The detail of this name as a text. */
export function textOf({ details }: Happening, name: string): string | undefined {
  const value = details[name];
  return typeof value === 'string' ? value : undefined;
}

export function hmac(secret: string, text: string, encoding: 'hex' | 'base64'): string {
  return createHmac('sha256', secret).update(text).digest(encoding);
}

/** The webhook of a system that signs none by itself: what a company's own script there sends. */
export function scriptedWebhook(type: string, at: Date, data: object): OutgoingWebhook {
  return {
    payload: { type, occurredAt: at.toISOString(), data },
    idField: 'id',
    headers(body, secret, sentAt) {
      const timestamp = String(Math.floor(sentAt.getTime() / 1000));
      return {
        'x-webhook-timestamp': timestamp,
        'x-webhook-signature': `sha256=${hmac(secret, `${timestamp}.${body}`, 'hex')}`,
      };
    },
  };
}
