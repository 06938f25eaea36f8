import type { Connection } from 'jsforce';
import { z } from 'zod';
import { ServiceError } from '../../serviceError';
import type { SalesforceClient } from './client';
import { isRefusal } from './errors';
import { recordsOf, savedSchema } from './queries';

/** Fields of a record by their API names. */
export type Fields = Readonly<Partial<Record<string, string>>>;

export type SObjectName = 'Lead' | 'Contact' | 'Opportunity' | 'Task';

/** What each call is told beside its own business. */
export interface CallContext {
  /** The port method it is for. */
  operation: string;
  signal?: AbortSignal;
}

export interface SaveOptions extends CallContext {
  /** Whether to save although a duplicate rule warns; a rule that blocks does so in any case. */
  allowDuplicate?: boolean;
}

const RECORD_ID = /^[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?$/;

/** The requests that are made of Salesforce's records. */
export class SalesforceRecords {
  constructor(
    private readonly call: SalesforceClient,
    readonly keyField: string,
  ) {}

  async query<T extends z.ZodType>(
    soql: string,
    record: T,
    { operation, signal }: CallContext,
  ): Promise<z.output<T>[]> {
    // The SDK's own `query` makes a result of anything, of a proxy's page too.
    const send = (connection: Connection) => connection.request(`/query?q=${encodeURIComponent(soql)}`);
    const { records } = await this.call({ operation, send, answer: recordsOf(record), signal });
    return records;
  }

  /** @throws ServiceError `not_found` when there is no such record */
  async update(type: SObjectName, id: string, fields: Fields, options: SaveOptions): Promise<void> {
    const { operation, signal } = options;
    const record = { ...fields, Id: checkedId(id, operation) };
    const send = (connection: Connection) => connection.update(type, record, { headers: headersOf(options) });
    await this.call({ operation, send, answer: z.unknown(), byId: true, signal });
  }

  /** Creates the record with this key, or sets its fields again when it is there already. Gives its id. */
  async upsert(type: SObjectName, key: string, fields: Fields, options: SaveOptions): Promise<string> {
    const { operation, signal } = options;
    // The SDK puts the key into the path as it is.
    const record = { ...fields, [this.keyField]: encodeURIComponent(key) };
    const send = (connection: Connection) =>
      connection.upsert(type, record, this.keyField, { headers: headersOf(options) });
    const save = () => this.call({ operation, send, answer: savedSchema, signal });
    try {
      return (await save()).id;
    } catch (error) {
      // An earlier attempt, still under way, was a moment faster. Now the record is there.
      if (!isRefusal(error, 'DUPLICATE_VALUE')) throw error;
      return (await save()).id;
    }
  }
}

/**
 * Record ids go into paths, and the SDK does not encode them.
 *
 * @param prefix the first characters of the ids of the object that is meant
 * @throws ServiceError `invalid_input`
 */
export function checkedId(id: string, operation: string, prefix = ''): string {
  if (RECORD_ID.test(id) && id.startsWith(prefix)) return id;
  const origin = { vendor: 'salesforce', operation };
  throw new ServiceError('invalid_input', 'Salesforce: not the id of such a record', { origin, notSent: true });
}

function headersOf({ allowDuplicate = false }: SaveOptions): Record<string, string> {
  return { 'Sforce-Duplicate-Rule-Header': `allowSave=${allowDuplicate}` };
}
