import { fieldNamed, objectNamed, objects, type SObjectField, type SObjectType } from './objects';
import { isRecordId, sameId } from './recordId';
import type { Records, SalesforceRecord, Value } from './records';
import { RestError } from './restError';
import { parseSoql, type Condition, type Literal } from './soql';

type Predicate = (record: SalesforceRecord) => boolean;
type Column = SObjectField & { name: string };

/**
 * Runs one SOQL query and answers as `/query` does.
 *
 * @throws RestError `MALFORMED_QUERY`, `INVALID_TYPE`, `INVALID_FIELD`, `INVALID_QUERY_FILTER_OPERATOR`
 */
export function runQuery(records: Records, soql: string, version: string): object {
  const query = parseSoql(soql);
  const object = objectNamed(query.from);
  if (!object) throw error('INVALID_TYPE', `sObject type '${query.from}' is not supported.`);
  const matches = query.where ? predicate(object, query.where) : () => true;
  const sorting = query.orderBy.map(({ field, descending }) => ({ name: column(object, field).name, descending }));
  const show = query.fields.map((field) => shown(records, object, field, version));
  const found = records
    .all(object)
    .filter((record) => !record['IsDeleted'] && matches(record))
    .toSorted((one, other) => compareBy(sorting, one, other))
    .slice(0, query.limit);
  return {
    totalSize: found.length,
    done: true,
    records: found.map((record) => ({
      attributes: attributes(object, record, version),
      ...show.reduce<object>((all, each) => ({ ...all, ...each(record) }), {}),
    })),
  };
}

function predicate(object: SObjectType, condition: Condition): Predicate {
  if (condition.kind === 'NOT') {
    const part = predicate(object, condition.part);
    return (record) => !part(record);
  }
  if (condition.kind !== 'compare') {
    const parts = condition.parts.map((part) => predicate(object, part));
    return condition.kind === 'AND'
      ? (record) => parts.every((part) => part(record))
      : (record) => parts.some((part) => part(record));
  }
  const field = column(object, condition.field);
  for (const value of condition.values) checkType(field, value);
  const { operator, values } = condition;
  const [value = null] = values;
  return (record) => {
    const actual = record[field.name] ?? null;
    switch (operator) {
      case '=':
      case 'IN':
        return values.some((each) => equal(field, actual, each));
      case '!=':
      case 'NOT IN':
        return !values.some((each) => equal(field, actual, each));
      case 'LIKE':
        return like(String(actual ?? ''), textOf(value));
      default:
        return actual !== null && inOrder(operator, String(actual), textOf(value));
    }
  };
}

/** Texts are the same in any spelling, an empty one is the same as none, and ids have two lengths. */
function equal({ type }: Column, actual: Value, wanted: Literal): boolean {
  if (actual === null || actual === '') return wanted === null || wanted === '';
  if (wanted === null) return false;
  if (type === 'id' || type === 'reference') return sameId(String(actual), textOf(wanted));
  if (typeof actual === 'boolean') return actual === wanted;
  return actual.toLowerCase() === textOf(wanted).toLowerCase();
}

function like(actual: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/%/g, '.*')
    .replace(/_/g, '.');
  return new RegExp(`^${source}$`, 'is').test(actual);
}

function inOrder(operator: '<' | '>' | '<=' | '>=', one: string, other: string): boolean {
  if (one === other) return operator.length === 2;
  return operator.startsWith('<') === one < other;
}

function textOf(value: Literal): string {
  return typeof value === 'object' && value !== null ? value.date : String(value);
}

function checkType({ name, type }: Column, value: Literal): void {
  if (value === null) return;
  const quoted = !['boolean', 'date', 'datetime'].includes(type);
  if (quoted !== (typeof value === 'string')) {
    const should = quoted ? 'must be of type string and should be' : 'should not be';
    throw error('INVALID_FIELD', `value of filter criterion for field '${name}' ${should} enclosed in quotes`);
  }
  if ((type === 'id' || type === 'reference') && value !== '' && !isRecordId(textOf(value))) {
    throw error('INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${textOf(value)}`);
  }
}

function compareBy(
  sorting: { name: string; descending: boolean }[],
  one: SalesforceRecord,
  other: SalesforceRecord,
): number {
  for (const { name, descending } of sorting) {
    const order = String(one[name] ?? '').localeCompare(String(other[name] ?? ''));
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

/** What one selected field adds to a record of the answer. */
function shown(records: Records, object: SObjectType, path: string, version: string) {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    const { name } = column(object, first);
    return (record: SalesforceRecord) => ({ [name]: record[name] ?? null });
  }
  const reference = Object.entries(object.fields).find(
    ([, { relationship }]) => relationship?.toLowerCase() === first.toLowerCase(),
  );
  const target = reference?.[1].to?.[0];
  if (!reference || !target || rest.length > 1)
    throw error('INVALID_FIELD', `Didn't understand relationship '${first}'`);
  const [idField, { relationship = '' }] = reference;
  const { name } = column(objects[target], rest[0] ?? '');
  return (record: SalesforceRecord) => {
    const found = records.find(objects[target], String(record[idField] ?? ''));
    return {
      [relationship]: found && {
        attributes: attributes(objects[target], found, version),
        [name]: found[name] ?? null,
      },
      ...(!found && { [relationship]: null }),
    };
  };
}

function column(object: SObjectType, name: string): Column {
  const field = fieldNamed(object, name);
  if (field) return field;
  const hint = "If you are attempting to use a custom field, be sure to append the '__c' after the custom field name.";
  throw error('INVALID_FIELD', `\nNo such column '${name}' on entity '${object.name}'. ${hint}`);
}

function attributes({ name }: SObjectType, { Id }: SalesforceRecord, version: string): object {
  return { type: name, url: `/services/data/v${version}/sobjects/${name}/${Id}` };
}

function error(errorCode: string, message: string): RestError {
  return new RestError(400, { message, errorCode });
}
