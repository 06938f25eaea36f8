import { z } from 'zod';
import type { ItStatus } from '../../ports/itsm';
import { signedEnvelope, type Enclosed } from '../../webhooks/signedEnvelope';
import type { WebhookReport } from '../../webhooks/webhook';
import { AWAITING_CALLER, INCIDENT_STATUS, ITEM_STATUS, REQUEST_STATUS } from './mappingItsm';

const changedRecord = z.object({
  table: z.string(),
  number: z.string().min(1),
  /** Values, not what people see of them. */
  state: z.coerce.string(),
  hold_reason: z.string().nullish(),
  request_state: z.string().nullish(),
  approval: z.string().nullish(),
});

type ChangedRecord = z.output<typeof changedRecord>;

/** `sn_hr_core_case.state` as it comes with HR Service Delivery; a state of the company's own is work in progress. */
const CASE_STATUS: ReadonlyMap<string, ItStatus> = new Map([
  ['1', 'new'],
  ['10', 'new'],
  ['18', 'in_progress'],
  ['20', 'waiting_for_you'],
  ['24', 'on_hold'],
  ['3', 'done'],
  ['4', 'cancelled'],
  ['7', 'cancelled'],
]);

const ORDER: readonly string[] = [
  'new',
  'awaiting_approval',
  'in_progress',
  'on_hold',
  'waiting_for_you',
  'done',
  'cancelled',
];
const CASE_TABLE = /^sn_hr_\w*case/;

/**
 * ServiceNow sends nothing by itself: an asynchronous Business Rule on `incident`, `sc_request`, `sc_req_item` and
 * `sn_hr_core_case` (after update, when `state`, `request_state`, `approval` or `hold_reason` changes) calls a REST Message
 * whose end point is `/webhooks/servicenow`, in the scheme of `signedEnvelope`. In short:
 *
 * ```js
 * var body = JSON.stringify({
 *   id: current.sys_id + '-' + current.sys_mod_count, type: 'record.changed',
 *   occurredAt: current.getValue('sys_updated_on').replace(' ', 'T') + 'Z',
 *   data: { table: current.getTableName(), number: current.getValue('number'), state: current.getValue('state'),
 *     hold_reason: current.getValue('hold_reason'), request_state: current.getValue('request_state'),
 *     approval: current.getValue('approval') } });
 * var timestamp = String(Math.floor(new GlideDateTime().getNumericValue() / 1000));
 * // The key in base64, as the script needs it; the digest comes in base64, too.
 * var digest = new CertificateEncryption().generateMac(key, 'HmacSHA256', timestamp + '.' + body);
 * message.setRequestHeader('X-Webhook-Timestamp', timestamp);
 * message.setRequestHeader('X-Webhook-Signature', 'sha256=' + digest);
 * ```
 */
export const servicenowWebhook = signedEnvelope('SERVICENOW_WEBHOOK_SECRET', ['record.changed'], fromChange);

function fromChange({ type, occurredAt, data }: Enclosed): WebhookReport[] {
  if (type !== 'record.changed') return [];
  const record = changedRecord.parse(data);
  const told = tell(record);
  if (!told) return [];
  return [
    {
      record: `request:${record.number}`,
      occurredAt,
      state: told.status,
      rank: ORDER.indexOf(told.status),
      event: { type: 'request.changed', data: { requestNumber: record.number, ...told } },
    },
  ];
}

/** `undefined` for a table that nobody here asks for. */
function tell(record: ChangedRecord): { kind: 'incident' | 'request' | 'hrCase'; status: ItStatus } | undefined {
  const { table, state, hold_reason: holdReason } = record;
  if (table === 'incident') {
    const waits = state === '3' && holdReason === AWAITING_CALLER;
    return { kind: 'incident', status: waits ? 'waiting_for_you' : (INCIDENT_STATUS.get(state) ?? 'in_progress') };
  }
  if (table === 'sc_request' || table === 'sc_req_item') return { kind: 'request', status: orderStatus(record) };
  return CASE_TABLE.test(table) ? { kind: 'hrCase', status: CASE_STATUS.get(state) ?? 'in_progress' } : undefined;
}

function orderStatus({ table, state, request_state: requestState, approval }: ChangedRecord): ItStatus {
  const over = REQUEST_STATUS.get(requestState ?? '') ?? (table === 'sc_req_item' ? ITEM_STATUS.get(state) : undefined);
  if (over) return over;
  if (approval === 'rejected') return 'cancelled';
  return approval === 'requested' ? 'awaiting_approval' : 'in_progress';
}
