import { james, sarah, type SeedPerson } from '../peopleSeeds';
import { RecordStore } from '../recordStore';
import { objects, type SObjectName, type SObjectType } from './objects';
import { recordId, sameId } from './recordId';

export type Value = string | boolean | null;

/** A record as it is stored: every field of its object is there. */
export interface SalesforceRecord {
  Id: string;
  [field: string]: Value;
}

type Stored = Record<'lead' | 'contact' | 'account' | 'opportunity' | 'task' | 'user', SalesforceRecord>;

/** When everybody in the seeds was last changed: before anything that happens in a test. */
const SEEDED_AT = new Date('2025-11-03T09:15:00Z');

/** All records of the sandbox's org. */
export class Records {
  readonly store = new RecordStore<Stored>();
  private count = 0;

  constructor() {
    const owner = this.insert(objects.User, { Name: 'Casey Sales', Email: 'sales@example.com' }, SEEDED_AT);
    for (const person of [sarah, james]) this.seed(person, owner.Id);
  }

  /** Every record of an object, deleted ones too. */
  all({ name }: SObjectType): SalesforceRecord[] {
    return this.store.all(typeOf(name));
  }

  find(object: SObjectType, id: string): SalesforceRecord | undefined {
    return this.all(object).find((record) => sameId(record.Id, id));
  }

  /** Stores a new record; what is missing gets the value that Salesforce gives it. */
  insert(object: SObjectType, values: Partial<SalesforceRecord>, at = new Date()): SalesforceRecord {
    const empty = Object.entries(object.fields).map(([name, { initially }]) => [name, initially ?? null] as const);
    const id = recordId(object.prefix, ++this.count);
    const record: SalesforceRecord = { ...Object.fromEntries(empty), Id: id };
    const [owner] = this.store.all('user');
    if ('OwnerId' in object.fields && owner) record['OwnerId'] = owner.Id;
    record['CreatedDate'] = dateTime(at);
    this.store.add(typeOf(object.name), record);
    return this.change(record, values, at);
  }

  change(record: SalesforceRecord, values: Partial<SalesforceRecord>, at = new Date()): SalesforceRecord {
    for (const [name, value] of Object.entries(values)) record[name] = value ?? null;
    if ('LastName' in record) record['Name'] = [record['FirstName'], record['LastName']].filter(Boolean).join(' ');
    record['LastModifiedDate'] = record['SystemModstamp'] = dateTime(at);
    return record;
  }

  private seed({ email, firstName, lastName, phone, company }: SeedPerson, OwnerId: string): void {
    const account = company ? this.insert(objects.Account, { Name: company, OwnerId }, SEEDED_AT) : undefined;
    this.insert(
      objects.Contact,
      {
        FirstName: firstName,
        LastName: lastName,
        Email: email,
        Phone: phone ?? null,
        AccountId: account?.Id ?? null,
        OwnerId,
      },
      SEEDED_AT,
    );
  }
}

function typeOf(name: SObjectName): keyof Stored {
  return name.toLowerCase() as keyof Stored;
}

/** Salesforce keeps whole seconds and writes the zone without a colon. */
function dateTime(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, '.000+0000');
}
