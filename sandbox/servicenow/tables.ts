import { RecordStore } from '../recordStore';

/** A record as it is stored: every value is a string, as the Table API gives it; times are UTC. */
export type Row = Record<string, string>;

/** The types that the records are listed by. */
export type RecordType =
  | 'incident'
  | 'serviceRequest'
  | 'requestItem'
  | 'hrCase'
  | 'user'
  | 'group'
  | 'comment'
  | 'attachment'
  | 'article'
  | 'catalogItem'
  | 'configurationItem'
  | 'serviceLevel';

export interface Table {
  type: RecordType;
  /** The fields that hold another record's id, and that record's table. */
  references: Readonly<Record<string, string>>;
  /** All other fields. What is not here does not exist. */
  fields: readonly string[];
  /** What people see in place of the id. */
  display: string;
}

const TASK_FIELDS = [
  'number short_description description state active impact urgency priority approval contact_type due_date',
  'opened_at closed_at correlation_id correlation_display watch_list',
].flatMap((names) => names.split(' '));
const SYSTEM_FIELDS = ['sys_id', 'sys_class_name', 'sys_created_on', 'sys_created_by', 'sys_updated_on'];

function table(type: RecordType, display: string, fields: string, references: Table['references'] = {}): Table {
  return { type, display, fields: [...SYSTEM_FIELDS, ...fields.split(' ').filter(Boolean)], references };
}

function taskTable(type: RecordType, fields: string, references: Table['references'] = {}): Table {
  const taskReferences = { assignment_group: 'sys_user_group', opened_by: 'sys_user', ...references };
  const own = table(type, 'number', fields, taskReferences);
  return { ...own, fields: [...own.fields, ...TASK_FIELDS] };
}

const hrCase = taskTable('hrCase', 'hr_service', { opened_for: 'sys_user', subject_person: 'sys_user' });

/** The tables of the instance, as far as anybody here asks for them. */
export const tables: ReadonlyMap<string, Table> = new Map([
  ['sys_user', table('user', 'name', 'user_name name first_name last_name email active', { manager: 'sys_user' })],
  ['sys_user_group', table('group', 'name', 'name active')],
  [
    'incident',
    taskTable('incident', 'hold_reason close_code close_notes', { caller_id: 'sys_user', cmdb_ci: 'cmdb_ci' }),
  ],
  ['sc_request', taskTable('serviceRequest', 'request_state price stage', { requested_for: 'sys_user' })],
  [
    'sc_req_item',
    taskTable('requestItem', 'quantity price stage variables', {
      request: 'sc_request',
      cat_item: 'sc_cat_item',
      requested_for: 'sys_user',
    }),
  ],
  ['sn_hr_core_case', hrCase],
  ['sn_hr_core_case_relations', hrCase],
  ['sys_journal_field', table('comment', 'element', 'element_id name element value')],
  [
    'sys_attachment',
    table('attachment', 'file_name', 'file_name table_name table_sys_id content_type size_bytes hash'),
  ],
  ['kb_knowledge', table('article', 'number', 'number short_description text meta language workflow_state')],
  ['sc_cat_item', table('catalogItem', 'name', 'name short_description price active')],
  ['cmdb_ci', table('configurationItem', 'name', 'name asset_tag')],
  ['task_sla', table('serviceLevel', 'stage', 'stage active planned_end_time sla.target', { task: 'incident' })],
]);

/** The tables that others extend: their records are found in both. */
const PARENT: Readonly<Record<string, string>> = { sn_hr_core_case_relations: 'sn_hr_core_case' };

/** Everything that one instance holds. */
export class Database {
  private readonly store = new RecordStore<Record<RecordType, Row>>();

  insert(tableName: string, row: Row): Row {
    const known = tables.get(tableName);
    if (!known) throw new Error(`the sandbox has no table ${tableName}`);
    const now = wireTime(new Date());
    const stored = {
      sys_id: newSysId(),
      sys_class_name: tableName,
      sys_created_on: now,
      sys_updated_on: row['sys_created_on'] ?? now,
      ...row,
    };
    this.store.add(known.type, stored);
    return stored;
  }

  rows(tableName: string): Row[] {
    const known = tables.get(tableName);
    if (!known) return [];
    const isIn = ({ sys_class_name: name = '' }: Row) => name === tableName || PARENT[name] === tableName;
    return this.store.all(known.type).filter(isIn);
  }

  byId(tableName: string, sysId: string | undefined): Row | undefined {
    return this.rows(tableName).find((row) => row['sys_id'] === sysId);
  }

  records = (type?: string) => this.store.list(type);

  /** A field's value; a path such as `caller_id.email` goes on in the record that is referred to. */
  value(tableName: string, row: Row, path: string): string {
    const dot = path.indexOf('.');
    if (dot < 0 || path in row) return row[path] ?? '';
    const field = path.slice(0, dot);
    const target = tables.get(tableName)?.references[field];
    const next = target && this.byId(target, row[field]);
    return next ? this.value(target, next, path.slice(dot + 1)) : '';
  }

  /** Whether there is such a field, or such a path of fields. */
  hasField(tableName: string, path: string): boolean {
    const known = tables.get(tableName);
    if (!known) return false;
    if (known.fields.includes(path) || path in known.references) return true;
    const dot = path.indexOf('.');
    const target = known.references[path.slice(0, Math.max(dot, 0))];
    return target !== undefined && this.hasField(target, path.slice(dot + 1));
  }
}

/** 32 hexadecimal digits. */
export function newSysId(): string {
  return crypto.randomUUID().replaceAll('-', '');
}

/** Times are UTC with a space in the middle and without a zone. */
export function wireTime(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}
