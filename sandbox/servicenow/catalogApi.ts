import type { Answer } from '../answer';
import type { VendorRequest } from '../vendorSandbox';
import { catalogItems, type CatalogItem, type CatalogVariable } from './catalogItems';
import type { Database, Row } from './tables';
import type { TaskRules } from './taskRules';
import { readObject, refusal, result } from './wire';

const PATH = /^\/api\/sn_sc(?:\/v\d)?\/servicecatalog\/items(?:\/([^/]+)(\/order_now)?)?$/;
const DEFAULT_LIMIT = 10;

/** The Service Catalog API: https://www.servicenow.com/docs/r/api-reference/rest-apis/c_ServiceCatalogAPI.html */
export class CatalogApi {
  constructor(
    private readonly database: Database,
    private readonly rules: TaskRules,
  ) {}

  /** `undefined` for a path that is another API's. */
  answer({ method, path, query, body }: VendorRequest): Answer | undefined {
    const [whole, sysId, orderNow] = PATH.exec(path) ?? [];
    if (!whole) return undefined;
    if (method !== (orderNow ? 'POST' : 'GET')) return refusal(405, `Method not supported: ${method}`);
    if (sysId === undefined) return this.list(query);
    const item = catalogItems.find((each) => each.sys_id === sysId);
    if (!item) return refusal(400, 'Invalid Request', 'Item does not exist or the user has no access to it');
    return orderNow ? this.order(item, body) : result(200, withVariables(item));
  }

  private list(query: URLSearchParams): Answer {
    const words = (query.get('sysparm_text') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const found = catalogItems.filter(({ name, short_description: text }) =>
      words.every((word) => `${name} ${text}`.toLowerCase().includes(word)),
    );
    const offset = Number(query.get('sysparm_offset') ?? 0);
    return result(200, found.slice(offset, offset + Number(query.get('sysparm_limit') ?? DEFAULT_LIMIT)).map(summary));
  }

  /** As there: only what is mandatory is checked, not whether a choice has such a value. */
  private order(item: CatalogItem, body: Buffer): Answer {
    const request = readObject(body);
    const quantity = Number(request?.['sysparm_quantity']);
    if (!request || !Number.isInteger(quantity) || quantity < 1) return refusal(400, 'Quantity is not valid');
    const given = readVariables(request['variables']);
    const missing = flat(item.variables).filter(({ mandatory, name }) => mandatory && !given[name]);
    if (missing.length > 0) return refusal(400, 'Mandatory Variables are required');
    const { sysparm_requested_for: person } = request;
    const user = this.database.byId('sys_user', typeof person === 'string' ? person : undefined);
    const requestedFor = user?.['sys_id'] ?? '';
    const approval = item.needsApproval ? 'requested' : 'approved';
    const order = this.rules.insert('sc_request', {
      requested_for: requestedFor,
      approval,
      request_state: item.needsApproval ? 'requested' : 'in_process',
      price: item.price,
    });
    this.rules.insert('sc_req_item', {
      request: order['sys_id'] ?? '',
      requested_for: requestedFor,
      cat_item: item.sys_id,
      short_description: item.short_description,
      quantity: String(quantity),
      approval,
      stage: item.needsApproval ? 'waiting_for_approval' : 'fulfillment',
      variables: JSON.stringify(given),
    });
    const { sys_id, number } = order;
    const parent = { parent_id: null, parent_table: 'task' };
    return result(200, { sys_id, number, request_number: number, request_id: sys_id, ...parent, table: 'sc_request' });
  }
}

function summary({ needsApproval: _approval, variables: _variables, ...shown }: CatalogItem) {
  return shown;
}

function withVariables({ needsApproval: _approval, ...shown }: CatalogItem) {
  return shown;
}

function readVariables(value: unknown): Row {
  const pairs = Object.entries(typeof value === 'object' && value !== null ? value : {}) as [string, unknown][];
  return Object.fromEntries(
    pairs.map(([name, each]) => [name, typeof each === 'string' ? each : JSON.stringify(each)]),
  );
}

/** Questions stand in containers, too. */
function flat(variables: CatalogVariable[]): CatalogVariable[] {
  return variables.flatMap((each) => [each, ...flat(each.children ?? [])]);
}
