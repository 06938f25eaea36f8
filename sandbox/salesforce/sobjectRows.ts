import { json, type Answer } from '../answer';
import { checkDuplicates } from './duplicateRules';
import { fieldNamed, objectNamed, type SObjectType } from './objects';
import { isRecordId } from './recordId';
import type { Records, SalesforceRecord } from './records';
import { notFound, RestError } from './restError';
import { readValues } from './values';

export interface RowRequest {
  method: string;
  /** Below `/sobjects`: the object, then an id, or an external id's field and its value. */
  parts: string[];
  /** Of `?fields=`. */
  fields: string | null;
  body: string;
  /** `Sforce-Duplicate-Rule-Header` */
  header: string | undefined;
}

/** One record at a time. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_basic_info.htm */
export class SObjectRows {
  constructor(private readonly records: Records) {}

  answer(request: RowRequest): Answer {
    const [name = '', first, second] = request.parts;
    const object = objectNamed(name);
    if (!object || request.parts.length > 3) throw notFound();
    if (first === undefined) return this.create(object, request);
    return second === undefined ? this.byId(object, first, request) : this.byKey(object, [first, second], request);
  }

  private create(object: SObjectType, { method, body, header }: RowRequest): Answer {
    if (method !== 'POST') throw notAllowed(method, 'POST');
    const { Id } = this.insert(object, body, {}, header);
    return json(201, { id: Id, success: true, errors: [] });
  }

  private byId(object: SObjectType, id: string, { method, fields, body, header }: RowRequest): Answer {
    const record = isRecordId(id) ? this.records.find(object, id) : undefined;
    if (!record) throw notFound();
    if (record['IsDeleted']) throw new RestError(404, { message: 'entity is deleted', errorCode: 'ENTITY_IS_DELETED' });
    if (method === 'GET') return json(200, row(object, record, fields));
    if (method === 'DELETE') this.records.change(record, { IsDeleted: true });
    else if (method === 'PATCH') this.update(object, record, body, header);
    else throw notAllowed(method, 'HEAD,GET,PATCH,DELETE');
    return { status: 204, headers: {}, body: '' };
  }

  /** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_upsert_patch.htm */
  private byKey(object: SObjectType, [name, value]: [string, string], request: RowRequest): Answer {
    const field = fieldNamed(object, name);
    if (!field?.externalId) {
      const message = `Provided external ID field does not exist or is not accessible: ${name}`;
      throw new RestError(404, { errorCode: 'NOT_FOUND', message });
    }
    const record = this.records.all(object).find((each) => each[field.name] === value && !each['IsDeleted']);
    if (request.method === 'GET') {
      if (!record) throw notFound();
      return json(200, row(object, record, request.fields));
    }
    if (request.method !== 'PATCH') throw notAllowed(request.method, 'HEAD,GET,PATCH,DELETE');
    if (record) this.update(object, record, request.body, request.header);
    const { Id } = record ?? this.insert(object, request.body, { [field.name]: value }, request.header);
    return json(record ? 200 : 201, { id: Id, success: true, errors: [], created: !record });
  }

  private insert(object: SObjectType, body: string, key: Partial<SalesforceRecord>, header: string | undefined) {
    const values = { ...readValues(this.records, object, body, { creating: true }), ...key };
    checkDuplicates(this.records, object, values, { header });
    return this.records.insert(object, values);
  }

  private update(object: SObjectType, record: SalesforceRecord, body: string, header: string | undefined): void {
    const values = readValues(this.records, object, body, { creating: false, self: record });
    if (record['IsConverted']) {
      const message = 'cannot reference converted lead';
      throw new RestError(400, { message, errorCode: 'CANNOT_UPDATE_CONVERTED_LEAD', fields: [] });
    }
    checkDuplicates(this.records, object, values, { self: record, header });
    this.records.change(record, values);
  }
}

function row(object: SObjectType, record: SalesforceRecord, fields: string | null): object {
  const attributes = { type: object.name, url: `/services/data/v66.0/sobjects/${object.name}/${record.Id}` };
  if (!fields) return { attributes, ...record };
  const names = ['Id', ...fields.split(',')].map((name) => fieldNamed(object, name)?.name);
  return { attributes, ...Object.fromEntries(names.flatMap((name) => (name ? [[name, record[name]]] : []))) };
}

function notAllowed(method: string, allowed: string): RestError {
  const message = `HTTP Method '${method}' not allowed. Allowed are ${allowed}`;
  return new RestError(405, { errorCode: 'METHOD_NOT_ALLOWED', message });
}
