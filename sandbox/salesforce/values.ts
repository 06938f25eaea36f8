import { fieldNamed, objects, type SObjectField, type SObjectType } from './objects';
import { isRecordId } from './recordId';
import type { Records, SalesforceRecord, Value } from './records';
import { RestError, type ErrorEntry } from './restError';

type Column = SObjectField & { name: string };

const EMAIL = /^[^\s@<>()[\],;:\\"]+@[^\s@]+\.[^\s@.]{2,}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The fields that a create or an update sends, checked as Salesforce checks them. The first kind of mistake that is found is
 * told for every field that has it.
 *
 * @throws RestError with Salesforce's own code for it
 */
export function readValues(
  records: Records,
  object: SObjectType,
  body: string,
  { creating, self }: { creating: boolean; self?: SalesforceRecord },
): Partial<SalesforceRecord> {
  const sent = Object.entries(readJson(body)).filter(([name]) => name !== 'attributes');
  const columns = sent.map(([name, value]) => [known(object, name), value] as const);

  const readOnly = columns.filter(([{ readOnly }]) => readOnly).map(([{ name }]) => name);
  if (readOnly.length > 0) {
    const message = `Unable to create/update fields: ${readOnly.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
    refuse({ message, errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: readOnly });
  }
  const values = Object.fromEntries(columns.map(([column, value]) => [column.name, toValue(column, value)]));
  const blank = (name: string) => (name in values ? !values[name] : creating);
  const missing = Object.entries(object.fields).flatMap(([name, field]) =>
    field.required && blank(name) ? [name] : [],
  );
  if (missing.length > 0) {
    const message = `Required fields are missing: [${missing.join(', ')}]`;
    refuse({ message, errorCode: 'REQUIRED_FIELD_MISSING', fields: missing });
  }
  refuse(...columns.flatMap(([column]) => faultOf(records, object, column, values[column.name] ?? null, self)));
  return values;
}

function refuse(...entries: ErrorEntry[]): void {
  if (entries.length > 0) throw new RestError(400, ...entries);
}

function readJson(body: string): object {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch {
    // answered below, as any other text that is no object
  }
  throw new RestError(400, {
    message: 'The HTTP entity body is required, but was not JSON',
    errorCode: 'JSON_PARSER_ERROR',
  });
}

function known(object: SObjectType, name: string): Column {
  const column = fieldNamed(object, name);
  if (column) return column;
  const message = `No such column '${name}' on sobject of type ${object.name}`;
  throw new RestError(400, { message, errorCode: 'INVALID_FIELD' });
}

/** An empty text is stored as none. */
function toValue({ name, type }: Column, value: unknown): Value {
  if (value === null || value === '') return null;
  if (type === 'boolean' && typeof value === 'boolean') return value;
  if (type !== 'boolean' && typeof value === 'string' && (type !== 'date' || DATE.test(value))) return value;
  const message = `Cannot deserialize instance of ${type} from ${typeof value} value ${JSON.stringify(value)} for ${name}`;
  throw new RestError(400, { message, errorCode: 'JSON_PARSER_ERROR' });
}

function faultOf(
  records: Records,
  object: SObjectType,
  { name, type, length, to = [], externalId }: Column,
  value: Value,
  self: SalesforceRecord | undefined,
): ErrorEntry[] {
  if (typeof value !== 'string') return [];
  const fault = (errorCode: string, message: string) => [{ message, errorCode, fields: [name] }];
  if (length !== undefined && value.length > length) {
    return fault('STRING_TOO_LONG', `${name}: data value too large: ${value} (max length=${length})`);
  }
  if (type === 'email' && !EMAIL.test(value)) {
    return fault('INVALID_EMAIL_ADDRESS', `${name}: invalid email address: ${value}`);
  }
  if (type === 'reference') {
    if (!isRecordId(value)) return fault('MALFORMED_ID', `${name}: id value of incorrect type: ${value}`);
    const target = to.map((each) => records.find(objects[each], value)).find(Boolean);
    if (!target) return fault('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
    if (target['IsDeleted']) return fault('ENTITY_IS_DELETED', 'entity is deleted');
  }
  const twin = externalId && records.all(object).find((each) => each !== self && each[name] === value);
  if (!twin) return [];
  return fault(
    'DUPLICATE_VALUE',
    `duplicate value found: ${name} duplicates value on record with id: ${twin.Id.slice(0, 15)}`,
  );
}
