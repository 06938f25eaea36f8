import { z } from 'zod';

/** Of the standard `Email` fields, in characters. */
export const MAX_EMAIL_LENGTH = 80;

const recordId = z.string().regex(/^[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?$/);

/** What a query brings, whatever it asks for. */
export function recordsOf<T extends z.ZodType>(record: T) {
  return z.object({ records: z.array(record) });
}

export const CONTACT_FIELDS = ['Id', 'FirstName', 'LastName', 'Email', 'Phone', 'Account.Name'] as const;

export const contactSchema = z.object({
  Id: recordId,
  FirstName: z.string().nullish(),
  LastName: z.string().nullish(),
  Email: z.string().nullish(),
  Phone: z.string().nullish(),
  Account: z.object({ Name: z.string().nullish() }).nullish(),
});

export type SalesforceContact = z.infer<typeof contactSchema>;

/** With whatever other field was asked for. */
export const idSchema = z.looseObject({ Id: recordId });

/** Which account somebody belongs to. */
export const memberSchema = z.object({ AccountId: recordId.nullish() });

/** What an upsert answers; an update by id answers nothing, and the SDK puts the id there. */
export const savedSchema = z.object({ id: recordId, success: z.literal(true) });

/** The contacts with an address, the one changed last first. */
export const contactsByEmail = (email: string) =>
  `SELECT ${CONTACT_FIELDS.join(', ')} FROM Contact WHERE Email = ${literal(email)} ORDER BY LastModifiedDate DESC LIMIT 1`;

export const contactById = (id: string) => `SELECT ${CONTACT_FIELDS.join(', ')} FROM Contact WHERE Id = ${literal(id)}`;

/** Whoever else has the address. */
export const otherContact = (email: string, id: string) =>
  `SELECT Id FROM Contact WHERE Email = ${literal(email)} AND Id != ${literal(id)} LIMIT 1`;

export const accountOfContact = (id: string) => `SELECT AccountId FROM Contact WHERE Id = ${literal(id)}`;

/** The lead that was made with this key, whatever became of it, and the open leads with the address: the one changed last first. */
export const leadsByKeyOrEmail = (keyField: string, key: string, email: string) =>
  `SELECT Id, ${keyField} FROM Lead WHERE ${keyField} = ${literal(key)} OR (Email = ${literal(email)} AND IsConverted = false) ORDER BY LastModifiedDate DESC LIMIT 50`;

/** The open lead with an address, the one changed last. */
export const openLeadByEmail = (email: string) =>
  `SELECT Id FROM Lead WHERE Email = ${literal(email)} AND IsConverted = false ORDER BY LastModifiedDate DESC LIMIT 1`;

export const openLeads = (ids: readonly string[]) =>
  `SELECT Id FROM Lead WHERE Id IN (${ids.map(literal).join(', ')}) AND IsConverted = false LIMIT 1`;

/**
 * A string literal of SOQL. The SDK escapes only the quote, so that a backslash before it would end the literal.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm
 */
export function literal(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r')}'`;
}
