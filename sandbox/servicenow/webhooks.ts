import { ImpossibleError, scriptedWebhook, textOf, type Happening, type OutgoingWebhook } from '../outgoingWebhook';
import { wireTime, type Database, type Row } from './tables';

/** The values of a status, by table. https://www.servicenow.com/docs (the state models of each application) */
const INCIDENT: Readonly<Record<string, Row>> = {
  new: { state: '1' },
  in_progress: { state: '2' },
  on_hold: { state: '3', hold_reason: '4' },
  waiting_for_you: { state: '3', hold_reason: '1' },
  done: { state: '6' },
  cancelled: { state: '8' },
};
const REQUEST: Readonly<Record<string, Row>> = {
  awaiting_approval: { approval: 'requested', request_state: 'requested' },
  in_progress: { approval: 'approved', request_state: 'in_process' },
  done: { state: '3', request_state: 'closed_complete' },
  cancelled: { state: '4', request_state: 'closed_cancelled' },
};
const CASE: Readonly<Record<string, Row>> = {
  new: { state: '10' },
  in_progress: { state: '18' },
  waiting_for_you: { state: '20' },
  on_hold: { state: '24' },
  done: { state: '3' },
  cancelled: { state: '7' },
};

const TABLES: readonly (readonly [string, Readonly<Record<string, Row>>])[] = [
  ['incident', INCIDENT],
  ['sc_request', REQUEST],
  ['sc_req_item', REQUEST],
  ['sn_hr_core_case', CASE],
];

/** What the service desk or HR does to a record, and the webhook that a business rule sends then. */
export function servicenowHappening(database: Database, happening: Happening): OutgoingWebhook[] {
  if (happening.event !== 'request.changed') {
    throw new ImpossibleError(`servicenow knows no event "${happening.event}"; there is: request.changed`);
  }
  for (const [table, statuses] of TABLES) {
    const row = database.rows(table).find(({ number }) => number === happening.id.toUpperCase());
    if (row) return [change(row, statuses, happening)];
  }
  throw new ImpossibleError(`there is no record ${happening.id}`);
}

function change(row: Row, statuses: Readonly<Record<string, Row>>, happening: Happening): OutgoingWebhook {
  const status = textOf(happening, 'status') ?? 'in_progress';
  const values = statuses[status];
  if (!values) throw new ImpossibleError(`status: "${status}" is none of: ${Object.keys(statuses).join(', ')}`);
  const isOver = status === 'done' || status === 'cancelled';
  Object.assign(row, { hold_reason: '', ...values, sys_updated_on: wireTime(happening.at) });
  if (isOver) Object.assign(row, { active: 'false', closed_at: wireTime(happening.at) });
  const { sys_class_name: table, number, state, hold_reason, request_state, approval } = row;
  const data = { table, number, state, hold_reason, request_state, approval };
  return scriptedWebhook('record.changed', happening.at, data);
}
