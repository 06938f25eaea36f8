import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { KEY_FIELD, objects, type FieldType } from '../../sandbox/salesforce/objects';
import type { CrmRecord, LeadDraft } from '../../services/ports/crm';
import * as mapping from '../../services/vendors/salesforce/mapping';
import * as queries from '../../services/vendors/salesforce/queries';
import type { Fields } from '../../services/vendors/salesforce/records';
import type { SpecCheck } from './specCheck';

const FILE = 'standard-objects.fields.json.gz';

/** Types by field by object, as `string | null`; the file has neither lengths nor who may write. */
type Description = Readonly<Record<string, Readonly<Record<string, string>>>>;

const TYPE_OF: Readonly<Record<FieldType, string>> = {
  id: 'string',
  reference: 'string',
  string: 'string',
  email: 'string',
  boolean: 'boolean',
  date: 'DateString',
  datetime: 'DateString',
};

/** Set by Salesforce alone, whatever a description says. */
const READ_ONLY = /^(?:Id|IsDeleted|IsConverted|IsClosed|Created\w+|LastModified\w+|SystemModstamp)$/;

/**
 * Salesforce: every field that our queries read and that our writes set, and the whole of the sandbox's objects, against the
 * fields of the standard objects. The custom key field is the administrator's.
 */
export function checkSalesforce(folder: string): SpecCheck[] {
  const file = join(folder, FILE);
  if (!existsSync(file)) return [{ name: 'objects', faults: [`there is no ${file}`] }];
  const description = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Description;
  return [
    ...soql().map((query) => ({ name: query, faults: queryFaults(description, query) })),
    ...writes().map(([object, fields]) => ({
      name: `writes ${object}`,
      faults: [...writeFaults(description, object, fields), ...lengthFaults(object, fields)],
    })),
    ...Object.values(objects).map(({ name, fields }) => ({
      name: `the sandbox's ${name}`,
      faults: Object.entries(fields).flatMap(([field, { type, required }]) =>
        fieldFaults(description, name, field, TYPE_OF[type], required),
      ),
    })),
  ];
}

/** Every query, made with what the code would put in. */
function soql(): string[] {
  const [id, email] = ['003000000000001AAA', 'a@example.com'];
  return [
    queries.contactsByEmail(email),
    queries.contactById(id),
    queries.otherContact(email, id),
    queries.accountOfContact(id),
    queries.leadsByKeyOrEmail(KEY_FIELD, 'key', email),
    queries.openLeads([id]),
  ];
}

/** Every write with every field it can have, each as long as the code lets it become. */
function writes(): [string, Fields][] {
  const long = 'x'.repeat(40_000);
  const at = '2026-11-20T10:15:00Z';
  const record: CrmRecord = { kind: 'contact', id: '003000000000001AAA' };
  const draft: LeadDraft = {
    firstName: long,
    lastName: long,
    company: long,
    email: 'a@example.com',
    phone: long,
    interest: long,
    consent: { wording: long, at },
  };
  const deal = { record, name: long, description: long, closeDate: '2026-12-31' };
  return [
    ['Lead', mapping.toLead(draft)],
    ['Contact', { Phone: '+12025550143', Email: 'a@example.com' }],
    ['Task', mapping.toInterestTask(record, draft)],
    ['Task', mapping.toTask({ record, subject: long, description: long, at })],
    ['Opportunity', mapping.toOpportunity(deal, '001000000000001AAA', 'https://demo.my.salesforce.com')],
  ];
}

function queryFaults(description: Description, query: string): string[] {
  const [, selected = '', object = '', rest = ''] = /^SELECT (.+?) FROM (\w+) (.+)$/.exec(query) ?? [];
  const withoutValues = rest.replace(/'(?:\\.|[^'\\])*'/g, "''");
  const compared = [...withoutValues.matchAll(/([A-Za-z_]\w*)\s*(?:=|!=|IN \(|DESC\b)/g)].map(
    ([, field = '']) => field,
  );
  const fields = [...selected.split(', '), ...compared];
  return fields.flatMap((field) => {
    const [parent, name] = field.split('.');
    // A reference is called like its field, without the Id.
    return name && parent
      ? [...fieldFaults(description, object, `${parent}Id`), ...fieldFaults(description, parent, name)]
      : fieldFaults(description, object, field);
  });
}

function writeFaults(description: Description, object: string, fields: Fields): string[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    if (READ_ONLY.test(name)) return [`${object}.${name} cannot be written`];
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value ?? '');
    return fieldFaults(description, object, name, isDay ? 'DateString' : 'string');
  });
}

/** Against the sandbox's lengths, which are those of the object reference. */
function lengthFaults(object: string, fields: Fields): string[] {
  const known = Object.values(objects).find(({ name }) => name === object)?.fields ?? {};
  return Object.entries(fields).flatMap(([name, value = '']) => {
    const { length = Infinity, readOnly } = known[name] ?? {};
    const fault = readOnly ? 'is read-only in the sandbox' : `takes ${length} characters, not ${value.length}`;
    return !known[name]
      ? [`the sandbox has no ${object}.${name}`]
      : readOnly || value.length > length
        ? [`${object}.${name} ${fault}`]
        : [];
  });
}

function fieldFaults(
  description: Description,
  object: string,
  field: string,
  type?: string,
  required?: boolean,
): string[] {
  if (field === KEY_FIELD) return [];
  const real = description[object]?.[field];
  if (real === undefined) return [`there is no ${object}.${field}`];
  const [base, nullable] = real.split(' | ');
  const faults = type !== undefined && base !== type ? [`${object}.${field} is ${real}, not ${type}`] : [];
  return required && nullable ? [...faults, `${object}.${field} is not required`] : faults;
}
