import { z } from 'zod';
import { signedEnvelope, type Enclosed } from '../../webhooks/signedEnvelope';
import type { WebhookReport } from '../../webhooks/webhook';
import { statusOf } from './mapping';

const decision = z.object({ requestId: z.string().min(1), status: z.string() });

/** A decision can be taken back, but nothing becomes undecided again. */
const RANK = { submitted: 0, approved: 1, denied: 1, withdrawn: 2 } as const;

/**
 * Workday sends nothing by itself: an integration of the company's (Orchestrate, or Workday Studio started by the business
 * process "Request Time Off" when it ends) posts to `/webhooks/workday` in the scheme of `signedEnvelope`, with the type
 * `leave.decided` and the data `{"requestId": "<Workday id of the event>", "status": "Successfully Completed"}`; `status` is
 * the overall status of the business process, in the words that Workday has for it.
 */
export const workdayWebhook = signedEnvelope('WORKDAY_WEBHOOK_SECRET', ['leave.decided'], fromDecision);

function fromDecision({ type, occurredAt, data }: Enclosed): WebhookReport[] {
  if (type !== 'leave.decided') return [];
  const { requestId, status: words } = decision.parse(data);
  const status = statusOf(words);
  const report = { record: `leave:${requestId}`, occurredAt, state: status, rank: RANK[status] };
  if (status === 'submitted') return [report];
  return [{ ...report, event: { type: 'leave.decided', data: { requestId, status } } }];
}
