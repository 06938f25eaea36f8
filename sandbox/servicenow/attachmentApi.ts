import { createHash } from 'node:crypto';
import type { Answer } from '../answer';
import type { VendorRequest } from '../vendorSandbox';
import { selectRows } from './encodedQuery';
import { tables, type Database } from './tables';
import { INTEGRATION_USER } from './taskRules';
import { failure, refusal, result } from './wire';

const PATH = /^\/api\/now(?:\/v\d)?\/attachment(\/file)?$/;

/** The Attachment API: https://www.servicenow.com/docs/r/api-reference/rest-apis/c_AttachmentAPI.html */
export class AttachmentApi {
  constructor(private readonly database: Database) {}

  /** `undefined` for a path that is another API's. */
  answer({ method, path, query, headers, body }: VendorRequest): Answer | undefined {
    const [whole, file] = PATH.exec(path) ?? [];
    if (!whole) return undefined;
    if (method === 'GET' && !file)
      return result(200, selectRows(this.database, 'sys_attachment', query.get('sysparm_query') ?? ''));
    if (method !== 'POST' || !file) return refusal(405, `Method not supported: ${method}`);
    return this.store(query, headers['content-type'] ?? '', body);
  }

  private store(query: URLSearchParams, contentType: string, body: Buffer): Answer {
    const [table, sysId, name] = ['table_name', 'table_sys_id', 'file_name'].map((each) => query.get(each) ?? '');
    if (!table || !sysId || !name)
      return refusal(400, 'Missing required parameter', 'file_name, table_name, table_sys_id');
    if (!contentType || contentType.startsWith('multipart/'))
      return refusal(400, 'Unsupported content type', 'The file is the whole body');
    if (!tables.has(table)) return refusal(400, `Invalid table ${table}`);
    if (!this.database.byId(table, sysId)) return failure(404);
    const stored = this.database.insert('sys_attachment', {
      table_name: table,
      table_sys_id: sysId,
      file_name: name,
      content_type: contentType,
      size_bytes: String(body.length),
      hash: createHash('sha256').update(body).digest('hex'),
      sys_created_by: INTEGRATION_USER,
    });
    return result(201, stored);
  }
}
