import type { Answer } from '../answer';
import type { VendorRequest } from '../vendorSandbox';
import { selectRows } from './encodedQuery';
import { tables, type Database, type Row } from './tables';
import { RuleError, type TaskRules } from './taskRules';
import { failure, readObject, refusal, result } from './wire';

const PATH = /^\/api\/now(?:\/v\d)?\/table\/([a-z0-9_]+)(?:\/([^/]+))?$/;
const DEFAULT_LIMIT = 10_000;

/** The Table API: https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html */
export class TableApi {
  constructor(
    private readonly database: Database,
    private readonly rules: TaskRules,
  ) {}

  /** `undefined` for a path that is another API's. */
  answer(request: VendorRequest): Answer | undefined {
    const [whole, table = '', sysId] = PATH.exec(request.path) ?? [];
    if (!whole) return undefined;
    if (!tables.has(table)) return refusal(400, `Invalid table ${table}`);
    const { method } = request;
    if (sysId === undefined && method === 'GET') return this.list(table, request.query);
    if (sysId === undefined && method === 'POST') return this.insert(table, request);
    if (sysId === undefined) return refusal(405, `Method not supported: ${method}`);
    const row = this.database.byId(table, sysId);
    if (!row) return failure(404);
    if (method === 'GET') return result(200, this.shown(table, row, request.query));
    if (method === 'PATCH' || method === 'PUT') return this.update(table, row, request);
    return refusal(405, `Method not supported: ${method}`);
  }

  private list(table: string, query: URLSearchParams): Answer {
    const rows = selectRows(this.database, table, query.get('sysparm_query') ?? '');
    const offset = Number(query.get('sysparm_offset') ?? 0);
    const page = rows.slice(offset, offset + Number(query.get('sysparm_limit') ?? DEFAULT_LIMIT));
    const shown = page.map((row) => this.shown(table, row, query));
    return result(200, shown, { 'x-total-count': String(rows.length) });
  }

  private insert(table: string, { body, query }: VendorRequest): Answer {
    const fields = this.readFields(table, body);
    if (!fields) return refusal(400, 'Exception while reading request', 'The payload is not valid JSON.');
    const row = this.rules.insert(table, fields);
    return result(201, this.shown(table, row, query), { location: `/api/now/table/${table}/${row['sys_id']}` });
  }

  private update(table: string, row: Row, { body, query }: VendorRequest): Answer {
    const fields = this.readFields(table, body);
    if (!fields) return refusal(400, 'Exception while reading request', 'The payload is not valid JSON.');
    try {
      return result(200, this.shown(table, this.rules.update(table, row, fields), query));
    } catch (error) {
      if (error instanceof RuleError) return refusal(403, 'Operation Failed', error.message);
      throw error;
    }
  }

  /** As there: a field that does not exist is left out without a word. */
  private readFields(table: string, body: Buffer): Row | undefined {
    const value = readObject(body);
    if (!value) return undefined;
    const known = Object.entries(value).filter(
      ([field]) => this.database.hasField(table, field) || field === 'comments' || field === 'work_notes',
    );
    return Object.fromEntries(known.map(([field, each]) => [field, asText(each)]));
  }

  private shown(table: string, row: Row, query: URLSearchParams): object {
    const known = tables.get(table);
    const all = [...(known?.fields ?? []), ...Object.keys(known?.references ?? {})];
    const fields = query.get('sysparm_fields')?.split(',') ?? all;
    const exists = fields.filter((field) => this.database.hasField(table, field));
    return Object.fromEntries(exists.map((field) => [field, this.shownValue(table, row, field, query)]));
  }

  private shownValue(table: string, row: Row, field: string, query: URLSearchParams): unknown {
    const value = this.database.value(table, row, field);
    const target = tables.get(table)?.references[field];
    const mode = query.get('sysparm_display_value') ?? 'false';
    const referred = target && value !== '' ? this.database.byId(target, value) : undefined;
    const display = target && referred ? (referred[tables.get(target)?.display ?? ''] ?? '') : value;
    const link = target && value !== '' && query.get('sysparm_exclude_reference_link') !== 'true';
    const linked = link ? { link: `https://demo.service-now.com/api/now/table/${target}/${value}` } : {};
    if (mode === 'all') return { display_value: display, value, ...linked };
    if (link) return mode === 'true' ? { display_value: display, ...linked } : { ...linked, value };
    return mode === 'true' ? display : value;
  }
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}
