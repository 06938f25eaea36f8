import { z } from 'zod';
import { path } from '../../http/restClient';
import type { CatalogItem, IncidentDraft, ItRequest, ItsmPort } from '../../ports/itsm';
import { ServiceError, beforeWriting } from '../../serviceError';
import type { CallOptions, WriteOptions } from '../../values';
import type { Call, ServiceNowClient } from './client';
import { fromTime, sameAddress, SOURCE } from './mapping';
import { fromVariables, toCatalogItem, wireItem, type WireItem } from './mappingCatalog';
import { fromIncident, toIncident, toItem, toOrders } from './mappingItsm';
import { allOf, anyOf, equals, NOTHING } from './query';
import { idRow, incidentRow, isSysId, requestItemRow } from './records';

const CATALOG = '/api/sn_sc/servicecatalog/items';
const MAX_ITEMS = 20;
/** How many items are asked for their variables at a time. */
const AT_ONCE = 5;
const MAX_LISTED = 20;
/** An order may have several items. */
const MAX_ORDERED_ITEMS = 60;
const LISTED_FOR_MS = 30 * 24 * 60 * 60 * 1000;

/** What `order_now` answers. */
const placedOrder = z.object({ request_number: z.string(), request_id: z.string() });

export class ServiceNowItsm implements ItsmPort {
  constructor(private readonly client: ServiceNowClient) {}

  async createIncident(input: IncidentDraft, options: WriteOptions): Promise<ItRequest> {
    const call: Call = { operation: 'createIncident', signal: options.signal };
    const earlier = options.isRepeat && (await this.findIncident(options.idempotencyKey, call));
    if (earlier) return toIncident(earlier, this.client.instanceUrl);
    const [caller, deviceId] = await beforeWriting(
      Promise.all([this.client.personOf(input.requesterEmail, call), this.findDevice(input.device, call)]),
    );
    const record = {
      ...fromIncident(input, deviceId),
      caller_id: caller.sys_id,
      correlation_id: options.idempotencyKey,
      correlation_display: SOURCE,
    };
    return toIncident(await this.client.insert('incident', incidentRow, record, call), this.client.instanceUrl);
  }

  async listCatalogItems(input: { query?: string }, { signal }: CallOptions = {}): Promise<CatalogItem[]> {
    const call: Call = { operation: 'listCatalogItems', signal };
    const query = { sysparm_limit: MAX_ITEMS, sysparm_text: input.query?.trim() || undefined };
    const found = await this.client.send({ ...call, method: 'GET', path: CATALOG, query, answer: z.array(wireItem) });
    const listed = found ?? [];
    const items: CatalogItem[] = [];
    for (let start = 0; start < listed.length; start += AT_ONCE) {
      const batch = listed.slice(start, start + AT_ONCE).map(({ sys_id: id }) => this.item(id, call));
      items.push(...(await Promise.all(batch)).flatMap((each) => (each && toCatalogItem(each)) ?? []));
    }
    return items.sort((one, other) => one.name.localeCompare(other.name));
  }

  async requestCatalogItem(
    input: { requesterEmail: string; itemId: string; quantity: number; variables: Record<string, string> },
    { signal }: WriteOptions,
  ): Promise<ItRequest> {
    const call: Call = { operation: 'requestCatalogItem', signal };
    const { itemId, quantity } = input;
    if (!Number.isSafeInteger(quantity) || quantity < 1)
      throw this.client.error('invalid_input', `cannot order ${quantity} pieces`, call);
    const [requester, item] = await Promise.all([
      this.client.personOf(input.requesterEmail, call),
      this.item(itemId, call),
    ]);
    if (!item) throw this.client.error('not_found', `no catalogue item ${itemId}`, call);
    const variables = fromVariables(item, input.variables);
    if (!variables) throw this.client.error('invalid_input', `wrong variables for ${item.name}`, call);
    const order = await this.client.send({
      ...call,
      method: 'POST',
      path: path`/api/sn_sc/servicecatalog/items/${itemId}/order_now`,
      json: { sysparm_quantity: String(quantity), sysparm_requested_for: requester.sys_id, variables },
      answer: placedOrder,
    });
    if (!order) throw new Error('an order always has an answer');
    return (await this.readBack(order, call)) ?? placed(order, item, quantity);
  }

  /**
   * Number and requester are asked for together, so that ServiceNow does the same work for a number of somebody else as for
   * one that does not exist; the requester is compared again here.
   */
  async getRequestStatus(
    { number, requesterEmail }: { number: string; requesterEmail: string },
    { signal }: CallOptions = {},
  ): Promise<ItRequest | undefined> {
    const call: Call = { operation: 'getRequestStatus', signal };
    const wanted = number.trim().toUpperCase();
    const [, kind] = /^(INC|REQ|RITM)\d{1,20}$/.exec(wanted) ?? [];
    if (kind === 'REQ' || kind === 'RITM') {
      const field = kind === 'REQ' ? 'request.number' : 'number';
      const rows = await this.orderedItems(requesterEmail, equals(field, wanted), call);
      if (kind === 'REQ') return toOrders(rows, this.client.instanceUrl)[0];
      return rows[0] && toItem(rows[0], this.client.instanceUrl);
    }
    const [incident] = await this.incidents(requesterEmail, kind ? equals('number', wanted) : NOTHING, call);
    return incident && toIncident(incident, this.client.instanceUrl);
  }

  async listRequests(input: { requesterEmail: string }, { signal }: CallOptions = {}): Promise<ItRequest[]> {
    const call: Call = { operation: 'listRequests', signal };
    const since = new Date(Date.now() - LISTED_FOR_MS);
    const recent = anyOf('active=true', `closed_at>=${fromTime(since)}`);
    const [incidents, ordered] = await Promise.all([
      this.incidents(input.requesterEmail, recent, call),
      this.orderedItems(input.requesterEmail, recent, call),
    ]);
    const { instanceUrl } = this.client;
    const all = [...incidents.map((row) => toIncident(row, instanceUrl)), ...toOrders(ordered, instanceUrl)];
    // A resolved incident stays active until it is closed, however long that takes.
    const isShown = ({ status, updatedAt }: ItRequest) =>
      (status !== 'done' && status !== 'cancelled') || Date.parse(updatedAt) >= since.getTime();
    const shown = all.filter(isShown).sort((one, other) => other.updatedAt.localeCompare(one.updatedAt));
    return shown.slice(0, MAX_LISTED);
  }

  private async incidents(requesterEmail: string, condition: string, call: Call) {
    const query = allOf(equals('caller_id.email', requesterEmail), condition, 'ORDERBYDESCsys_updated_on');
    const rows = await this.client.list('incident', incidentRow, { query, limit: MAX_LISTED }, call);
    return rows.filter((row) => sameAddress(row['caller_id.email'], requesterEmail));
  }

  private async orderedItems(requesterEmail: string, condition: string, call: Call) {
    const requester = equals('request.requested_for.email', requesterEmail);
    const query = allOf(requester, condition, 'ORDERBYDESCsys_updated_on');
    const rows = await this.client.list('sc_req_item', requestItemRow, { query, limit: MAX_ORDERED_ITEMS }, call);
    return rows.filter((row) => sameAddress(row['request.requested_for.email'], requesterEmail));
  }

  private async findIncident(key: string, call: Call) {
    const query = allOf(equals('correlation_id', key), equals('correlation_display', SOURCE));
    return (await this.client.list('incident', incidentRow, { query, limit: 1 }, call))[0];
  }

  /** The one device of this name or asset tag; `undefined` where there is none or several. */
  private async findDevice(device: string | undefined, call: Call): Promise<string | undefined> {
    if (!device?.trim()) return undefined;
    const query = anyOf(equals('name', device), equals('asset_tag', device));
    const found = await this.client.list('cmdb_ci', idRow, { query, limit: 2 }, call);
    return found.length === 1 ? found[0]?.sys_id : undefined;
  }

  /** `undefined` when it is gone: ServiceNow says so with 400. */
  private async item(id: string, call: Call): Promise<WireItem | undefined> {
    if (!isSysId(id)) return undefined;
    const where = path`/api/sn_sc/servicecatalog/items/${id}`;
    return this.client.send({ ...call, method: 'GET', path: where, noneAt: [400, 404], answer: wireItem });
  }

  /** The order is placed, and stays so when it cannot be read at once. */
  private async readBack({ request_id: id }: z.output<typeof placedOrder>, call: Call): Promise<ItRequest | undefined> {
    try {
      const selection = { query: equals('request', id), limit: MAX_ORDERED_ITEMS };
      const rows = await this.client.list('sc_req_item', requestItemRow, selection, call);
      return toOrders(rows, this.client.instanceUrl)[0];
    } catch (error) {
      if (error instanceof ServiceError) return undefined;
      throw error;
    }
  }
}

/** What is known of an order from its placing alone. */
function placed(order: z.output<typeof placedOrder>, { name }: WireItem, quantity: number): ItRequest {
  const now = new Date().toISOString();
  return {
    id: order.request_id,
    kind: 'request',
    number: order.request_number,
    subject: quantity > 1 ? `${quantity} × ${name}` : name,
    status: 'new',
    openedAt: now,
    updatedAt: now,
  };
}
