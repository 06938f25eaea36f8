import { newSysId, wireTime, type Database, type Row } from './tables';

/** The user that the application's token stands for. */
export const INTEGRATION_USER = 'chatbot.integration';

/** Thrown where a business rule or a data policy refuses a write. */
export class RuleError extends Error {}

const PREFIXES: Readonly<Record<string, string>> = {
  incident: 'INC',
  sc_request: 'REQ',
  sc_req_item: 'RITM',
  sn_hr_core_case: 'HRC',
  sn_hr_core_case_relations: 'HRC',
};
const JOURNAL_FIELDS = ['comments', 'work_notes'];
/** Higher than any seed's. */
const FIRST_NUMBER = 10_001;

/** https://www.servicenow.com/docs/r/it-service-management/incident-management/r_PriorityLookupRules.html */
const PRIORITY: Readonly<Record<string, string>> = {
  '1/1': '1',
  '1/2': '2',
  '2/1': '2',
  '1/3': '3',
  '2/2': '3',
  '3/1': '3',
  '2/3': '4',
  '3/2': '4',
  '3/3': '5',
};
/** Within how many hours somebody has to be heard, by priority. */
const RESPONSE_HOURS: Readonly<Record<string, number>> = { '1': 1, '2': 4, '3': 24, '4': 48, '5': 72 };
const HOUR_MS = 60 * 60 * 1000;

/** Everything that extends the task table: its numbers, its journal and what the rules of an incident make of a change. */
export class TaskRules {
  private nextNumber = FIRST_NUMBER;

  constructor(private readonly database: Database) {}

  insert(table: string, fields: Row): Row {
    const now = wireTime(new Date());
    const number = `${PREFIXES[table] ?? 'TASK'}${String(this.nextNumber++).padStart(7, '0')}`;
    const defaults = { number, state: '1', active: 'true', approval: 'not requested', opened_at: now };
    const row: Row = { ...defaults, sys_created_by: INTEGRATION_USER, ...withoutJournal(fields) };
    if (table === 'incident') Object.assign(row, { impact: '3', urgency: '3', ...row });
    const { impact, urgency } = row;
    if (impact && urgency) row['priority'] = PRIORITY[`${impact}/${urgency}`] ?? '4';
    const stored = this.database.insert(table, row);
    if (table === 'incident') this.startServiceLevel(stored);
    this.writeJournal(table, stored, fields);
    return stored;
  }

  update(table: string, row: Row, changes: Row): Row {
    const next = { ...row, ...withoutJournal(changes) };
    if (table === 'incident') checkIncident(next);
    const changed = Object.entries(next).some(([field, value]) => row[field] !== value);
    this.writeJournal(table, row, changes);
    if (changed || JOURNAL_FIELDS.some((field) => changes[field])) next['sys_updated_on'] = wireTime(new Date());
    if (next['state'] !== row['state']) Object.assign(next, stateChange(next));
    return Object.assign(row, next);
  }

  /** Comments are no field of a task: each becomes an entry of its journal. */
  private writeJournal(table: string, { sys_id: id = '' }: Row, fields: Row): void {
    for (const element of JOURNAL_FIELDS) {
      const value = fields[element];
      if (value) {
        const entry = { element_id: id, name: table, element, value, sys_created_by: INTEGRATION_USER };
        this.database.insert('sys_journal_field', entry);
      }
    }
  }

  private startServiceLevel({ sys_id: id = '', priority = '4' }: Row): void {
    const due = new Date(Date.now() + (RESPONSE_HOURS[priority] ?? 48) * HOUR_MS);
    const level = { task: id, 'sla.target': 'response', stage: 'in_progress', active: 'true' };
    this.database.insert('task_sla', { sys_id: newSysId(), ...level, planned_end_time: wireTime(due) });
  }
}

function withoutJournal(fields: Row): Row {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !JOURNAL_FIELDS.includes(field)));
}

/** The data policy that asks for the way an incident was resolved. */
function checkIncident({ state = '', close_code: code, close_notes: notes }: Row): void {
  if (['6', '7'].includes(state) && !(code && notes)) {
    const missing = [...(code ? [] : ['Resolution code']), ...(notes ? [] : ['Resolution notes'])].join(', ');
    throw new RuleError(`Data Policy Exception:\r\n The following fields are mandatory: ${missing}`);
  }
}

function stateChange({ state = '' }: Row): Row {
  const over = ['7', '8'].includes(state);
  return {
    active: String(!over),
    closed_at: over ? wireTime(new Date()) : '',
    ...(state !== '3' && { hold_reason: '' }),
  };
}
