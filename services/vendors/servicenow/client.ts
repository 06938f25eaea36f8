import { z } from 'zod';
import { requestToken, tokenAuthorization } from '../../http/authorization';
import { createRestClient, path, type RestRequest } from '../../http/restClient';
import type { Transport } from '../../http/transport';
import { ServiceError, type ServiceErrorCode } from '../../serviceError';
import { explain } from './errors';
import { isSysId, userRow, type UserRow } from './records';
import { allOf, equals } from './query';

const VENDOR = { vendor: 'servicenow', displayName: 'ServiceNow' };

export interface ServiceNowSettings {
  SERVICENOW_URL: string;
  SERVICENOW_CLIENT_ID: string;
  SERVICENOW_CLIENT_SECRET: string;
}

/** Which port method a request is for, and what ends it. */
export interface Call {
  operation: string;
  signal?: AbortSignal;
}

export interface Selection {
  /** An encoded query; build it with `query.ts`. */
  query: string;
  limit: number;
  offset?: number;
}

/** The shape of a table's records; its keys are the fields that are asked for. */
type Row<T> = z.ZodType<T> & { shape: object };

/** The REST APIs of one instance. Every method throws ServiceError, or the signal's own reason when it was aborted. */
export class ServiceNowClient {
  readonly instanceUrl: string;
  private readonly request: ReturnType<typeof createRestClient>;

  constructor(settings: ServiceNowSettings, { transport }: { transport: Transport }) {
    this.instanceUrl = settings.SERVICENOW_URL.replace(/\/+$/, '');
    const authorization = tokenAuthorization(() =>
      requestToken({
        ...VENDOR,
        transport,
        url: `${this.instanceUrl}/oauth_token.do`,
        form: {
          grant_type: 'client_credentials',
          client_id: settings.SERVICENOW_CLIENT_ID,
          client_secret: settings.SERVICENOW_CLIENT_SECRET,
        },
      }),
    );
    this.request = createRestClient({ ...VENDOR, baseUrl: this.instanceUrl, transport, authorization, explain });
  }

  /** Any request, without the envelope of its answer; `undefined` only for a status in `noneAt`. */
  async send<T>(request: Omit<RestRequest<unknown>, 'answer'> & { answer: z.ZodType<T> }): Promise<T | undefined> {
    const envelope = await this.request({ ...request, answer: z.object({ result: request.answer }) });
    return envelope?.result;
  }

  /** The records of a table that a query asks for, with the fields of `row`. */
  async list<T>(table: string, row: Row<T>, selection: Selection, call: Call): Promise<T[]> {
    const { query, limit, offset } = selection;
    const found = await this.send({
      ...call,
      method: 'GET',
      path: path`/api/now/table/${table}`,
      query: {
        sysparm_query: query,
        sysparm_fields: fieldsOf(row),
        sysparm_limit: limit,
        sysparm_offset: offset,
        sysparm_exclude_reference_link: true,
        sysparm_no_count: true,
      },
      answer: z.array(row),
    });
    return found ?? [];
  }

  insert<T>(table: string, row: Row<T>, record: Record<string, string | undefined>, call: Call) {
    const where = path`/api/now/table/${table}`;
    return this.write({ ...call, method: 'POST', path: where, json: record }, row);
  }

  /** @throws ServiceError `not_found` when there is no such record. */
  update<T>(table: string, row: Row<T>, sysId: string, changes: Record<string, string>, call: Call) {
    if (!isSysId(sysId)) throw this.error('not_found', `"${sysId}" is no sys_id`, call);
    const where = path`/api/now/table/${table}/${sysId}`;
    return this.write({ ...call, method: 'PATCH', path: where, json: changes }, row);
  }

  /** @throws ServiceError `not_found` when nobody who is active has this address. */
  async personOf(email: string, call: Call): Promise<UserRow> {
    const person = await this.findPerson(email, call);
    if (!person) throw this.error('not_found', 'no active user has this e-mail address', call);
    return person;
  }

  /** The user of this address; of several, the one that is there longest. */
  async findPerson(email: string, call: Call): Promise<UserRow | undefined> {
    const query = allOf(equals('email', email), 'active=true', 'ORDERBYsys_created_on');
    const [person] = await this.list('sys_user', userRow, { query, limit: 1 }, call);
    return person;
  }

  /** An error of our own, before anything was sent that writes. */
  error(code: ServiceErrorCode, message: string, { operation }: Call): ServiceError {
    const origin = { vendor: VENDOR.vendor, operation };
    return new ServiceError(code, `ServiceNow: ${message}`, { origin, notSent: true });
  }

  private async write<T>(request: Omit<RestRequest<unknown>, 'answer'>, row: Row<T>): Promise<T> {
    const written = await this.send({ ...request, query: { sysparm_fields: fieldsOf(row) }, answer: row });
    if (written === undefined) throw new Error('a write always has an answer');
    return written;
  }
}

function fieldsOf(row: { shape: object }): string {
  return Object.keys(row.shape).join(',');
}
