/** The custom field that the bot's writes are recognised by: an administrator makes it once on each object (see the vendor's folder). */
export const KEY_FIELD = 'Chatbot_Key__c';

export type FieldType = 'id' | 'reference' | 'string' | 'email' | 'boolean' | 'date' | 'datetime';

export interface SObjectField {
  type: FieldType;
  /** Of a text, in characters. */
  length?: number;
  /** Set by the system alone. */
  readOnly?: boolean;
  /** Must be there when the record is created, and may not be emptied. */
  required?: boolean;
  /** What a record has that is created without it; `null` where absent. */
  initially?: string | boolean;
  /** Records can be found and upserted by it, and no two have the same. */
  externalId?: boolean;
  /** The objects that a reference may point to, and the name under which a query walks along it. */
  to?: readonly SObjectName[];
  relationship?: string;
}

export interface SObjectType {
  name: SObjectName;
  /** The first three characters of every id. */
  prefix: string;
  fields: Readonly<Record<string, SObjectField>>;
}

export type SObjectName = 'Lead' | 'Contact' | 'Account' | 'Opportunity' | 'Task' | 'User';

const text = (length: number, more: Partial<SObjectField> = {}): SObjectField => ({ type: 'string', length, ...more });
const reference = (relationship: string, ...to: SObjectName[]): SObjectField => ({
  type: 'reference',
  to,
  relationship,
});

const system: Readonly<Record<string, SObjectField>> = {
  Id: { type: 'id', readOnly: true },
  CreatedDate: { type: 'datetime', readOnly: true },
  LastModifiedDate: { type: 'datetime', readOnly: true },
  SystemModstamp: { type: 'datetime', readOnly: true },
};

/** What belongs to somebody can be deleted; users cannot. */
const owned: Readonly<Record<string, SObjectField>> = {
  OwnerId: reference('Owner', 'User'),
  IsDeleted: { type: 'boolean', readOnly: true, initially: false },
};
const keyed = { [KEY_FIELD]: text(80, { externalId: true }) };
const person: Readonly<Record<string, SObjectField>> = {
  FirstName: text(40),
  LastName: text(80, { required: true }),
  Name: text(121, { readOnly: true }),
  Title: text(128),
  Email: { type: 'email', length: 80 },
  Phone: text(40),
  LeadSource: text(255),
  Description: text(32_000),
};

/**
 * The part of Salesforce's standard objects that the sandbox knows, with the lengths of
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_list.htm
 */
export const objects: Readonly<Record<SObjectName, SObjectType>> = {
  Lead: {
    name: 'Lead',
    prefix: '00Q',
    fields: {
      ...system,
      ...owned,
      ...person,
      ...keyed,
      Company: text(255, { required: true }),
      Status: text(255, { initially: 'Open - Not Contacted' }),
      IsConverted: { type: 'boolean', readOnly: true, initially: false },
      ConvertedContactId: { ...reference('ConvertedContact', 'Contact'), readOnly: true },
    },
  },
  Contact: {
    name: 'Contact',
    prefix: '003',
    fields: {
      ...system,
      ...owned,
      ...person,
      AccountId: reference('Account', 'Account'),
      MobilePhone: text(40),
      HasOptedOutOfEmail: { type: 'boolean', initially: false },
    },
  },
  Account: {
    name: 'Account',
    prefix: '001',
    fields: { ...system, ...owned, Name: text(255, { required: true }), Phone: text(40), Website: text(255) },
  },
  Opportunity: {
    name: 'Opportunity',
    prefix: '006',
    fields: {
      ...system,
      ...owned,
      ...keyed,
      Name: text(120, { required: true }),
      StageName: text(255, { required: true }),
      CloseDate: { type: 'date', required: true },
      AccountId: reference('Account', 'Account'),
      LeadSource: text(255),
      Description: text(32_000),
    },
  },
  Task: {
    name: 'Task',
    prefix: '00T',
    fields: {
      ...system,
      ...owned,
      ...keyed,
      WhoId: reference('Who', 'Lead', 'Contact'),
      WhatId: reference('What', 'Account', 'Opportunity'),
      Subject: text(255),
      Description: text(32_000),
      ActivityDate: { type: 'date' },
      Status: text(255, { initially: 'Not Started' }),
      Priority: text(255, { initially: 'Normal' }),
    },
  },
  User: {
    name: 'User',
    prefix: '005',
    fields: {
      ...system,
      Name: text(121, { readOnly: true }),
      Username: text(80, { readOnly: true }),
      Email: { type: 'email', length: 80, readOnly: true },
      IsActive: { type: 'boolean', readOnly: true, initially: true },
    },
  },
};

/** An object by its name, in any spelling: Salesforce does not mind capital letters. */
export function objectNamed(name: string): SObjectType | undefined {
  return Object.values(objects).find((object) => object.name.toLowerCase() === name.toLowerCase());
}

/** A field by its name in any spelling, with the name as it is written in the object. */
export function fieldNamed(object: SObjectType, name: string): (SObjectField & { name: string }) | undefined {
  const entry = Object.entries(object.fields).find(([each]) => each.toLowerCase() === name.toLowerCase());
  return entry && { ...entry[1], name: entry[0] };
}
