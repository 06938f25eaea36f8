import type { Request, Response, Server } from 'restify';
import type { Logger } from '../services/logger';
import { noMetrics, type Metrics } from '../services/metrics/metrics';
import type { Receipt, WebhookInbox } from '../services/webhooks/webhookInbox';
import { readBody } from './requestBody';

/** Larger than any webhook of the vendors here. */
const MAX_BODY_BYTES = 256 * 1024;
/**
 * Zendesk sends again what was answered with 503 only if it is asked to within a minute.
 * https://developer.zendesk.com/api-reference/webhooks/introduction/#webhook-retries
 */
const RETRY_AFTER_SECONDS = 30;

const STATUS: Readonly<Record<Receipt, number>> = {
  stored: 200,
  repeated: 200,
  ignored: 200,
  malformed: 400,
  not_genuine: 401,
};

export interface WebhookRouteDependencies {
  log: Logger;
  metrics?: Metrics;
  /** Absent where no vendor may send any. */
  webhooks?: WebhookInbox;
}

/** `POST /webhooks/:vendor`. A vendor without a secret is answered like one that does not exist. */
export function addWebhooks(server: Server, { log, webhooks, metrics = noMetrics }: WebhookRouteDependencies): void {
  server.post('/webhooks/:vendor', async (request: Request, response: Response) => {
    const vendor = (request.params as { vendor: string }).vendor;
    const count = (outcome: string) =>
      metrics.count('bot_webhooks_total', { vendor: webhooks?.accepts(vendor) ? vendor : 'other', outcome });
    const refuse = (status: number, code: string) => {
      count(code);
      log.warn('webhook.refused', { status, ...(webhooks?.accepts(vendor) && { vendor }) });
      response.send(status, { code });
    };
    if (!webhooks?.accepts(vendor)) return refuse(404, 'ResourceNotFound');
    // A few compressed bytes can stand for a flood, and none of the vendors compresses.
    if (request.headers['content-encoding']) return refuse(415, 'UnsupportedMediaType');
    const body = await readBody(request, MAX_BODY_BYTES);
    if (body === 'broken') return undefined;
    if (body === 'too long') return refuse(413, 'PayloadTooLarge');
    try {
      const receipt = await webhooks.receive(vendor, { headers: request.headers, body });
      if (STATUS[receipt] !== 200) return refuse(STATUS[receipt], receipt);
      count(receipt);
      log.info('webhook.received', { vendor, state: receipt });
      response.send(200, { status: receipt });
    } catch (error) {
      count('not_stored');
      log.error('webhook.not_stored', error, { vendor });
      response.header('retry-after', String(RETRY_AFTER_SECONDS));
      response.send(503, { code: 'ServiceUnavailable' });
    }
    return undefined;
  });
}
