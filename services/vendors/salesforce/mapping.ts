import type { Contact, CrmRecord, InteractionDraft, LeadDraft } from '../../ports/crm';
import { MAX_EMAIL_LENGTH, type SalesforceContact } from './queries';
import type { Fields, SObjectName } from './records';

/** Where the leads and opportunities come from; a value of the picklist `LeadSource`. */
export const LEAD_SOURCE = 'Chatbot';
/** The first stage of Salesforce's standard sales process. */
const FIRST_STAGE = 'Prospecting';

/** The longest values of the fields that take free text, in characters. */
export const MAX_LENGTHS = {
  FirstName: 40,
  LastName: 80,
  Company: 255,
  Phone: 40,
  Subject: 255,
  Name: 120,
  Description: 32_000,
} as const;

/** The object of a record, and the first characters of its ids. */
export const OBJECT_OF: Readonly<Record<CrmRecord['kind'], { type: SObjectName; prefix: string }>> = {
  lead: { type: 'Lead', prefix: '00Q' },
  contact: { type: 'Contact', prefix: '003' },
};

/** @param baseUrl the address of the org */
export function toContact(contact: SalesforceContact, baseUrl: string): Contact {
  const { Id: id, FirstName, LastName, Email, Phone, Account } = contact;
  return {
    id,
    email: Email ?? '',
    ...present({ firstName: FirstName, lastName: LastName, phone: Phone, company: Account?.Name }),
    url: recordUrl('Contact', id, baseUrl),
  };
}

export function toRecord(kind: CrmRecord['kind'], id: string, baseUrl: string): CrmRecord {
  return { kind, id, url: recordUrl(OBJECT_OF[kind].type, id, baseUrl) };
}

/** Salesforce's page of a record. */
export function recordUrl(type: SObjectName, id: string, baseUrl: string): string {
  return `${baseUrl.replace(/\/+$/, '')}/lightning/r/${type}/${id}/view`;
}

export function toLead(draft: LeadDraft): Fields {
  const { FirstName, LastName, Company, Phone, Description } = MAX_LENGTHS;
  return present({
    FirstName: cut(draft.firstName, FirstName),
    LastName: cut(draft.lastName, LastName),
    Company: cut(draft.company, Company),
    Phone: cut(draft.phone, Phone),
    Email: draft.email.trim(),
    LeadSource: LEAD_SOURCE,
    Description: cut(describe(draft), Description),
  });
}

/** The interest of somebody who is on file, as a task on their record. */
export function toInterestTask(record: CrmRecord, draft: LeadDraft): Fields {
  const name = [draft.firstName, draft.lastName].filter(Boolean).join(' ');
  const given = [name, draft.company, draft.email, draft.phone].filter(Boolean).join(', ');
  return toTask({
    record,
    subject: `Chatbot: ${draft.interest}`,
    description: `${describe(draft)}\n\nGiven in the chat, not verified: ${given}`,
    at: draft.consent.at,
  });
}

export interface TaskDraft extends Omit<InteractionDraft, 'about'> {
  record: CrmRecord;
}

export function toTask({ record, subject, description, at }: TaskDraft): Fields {
  return present({
    WhoId: record.id,
    Subject: cut(subject.replace(/\s+/g, ' '), MAX_LENGTHS.Subject),
    Description: cut(description, MAX_LENGTHS.Description),
    ActivityDate: toDay(at),
    Status: 'Completed',
    Priority: 'Normal',
  });
}

export interface OpportunityDraft {
  record: CrmRecord;
  name: string;
  description: string;
  closeDate: string;
}

/**
 * `ContactId` is not among the fields: it may be set only at creation, so that an upsert that is sent again would be refused.
 *
 * @param accountId the contact's account, where there is one
 */
export function toOpportunity(draft: OpportunityDraft, accountId: string | undefined, baseUrl: string): Fields {
  const { type } = OBJECT_OF[draft.record.kind];
  const source = `${type}: ${recordUrl(type, draft.record.id, baseUrl)}`;
  return present({
    Name: cut(draft.name, MAX_LENGTHS.Name),
    StageName: FIRST_STAGE,
    CloseDate: toDay(draft.closeDate),
    LeadSource: LEAD_SOURCE,
    AccountId: accountId,
    // First, so that it is never what gets cut off.
    Description: cut(`${source}\n\n${draft.description}`, MAX_LENGTHS.Description),
  });
}

/** Whether an address can stand in a record at all. */
export function isStorableEmail(email: string): boolean {
  return email !== '' && email.length <= MAX_EMAIL_LENGTH;
}

function describe({ interest, preferredTime, consent }: LeadDraft): string {
  const lines = [`Interest: ${interest}`];
  if (preferredTime?.trim()) lines.push(`Would like to be called: ${preferredTime}`);
  lines.push(`Consent given at ${consent.at}: "${consent.wording}"`);
  return lines.join('\n');
}

function toDay(at: string): string {
  return at.slice(0, 10);
}

/** Without what is absent or blank: a blank field would empty the one that is there. */
export function present<K extends string>(values: Record<K, string | null | undefined>): { [P in K]?: string } {
  const entries = Object.entries<string | null | undefined>(values);
  return Object.fromEntries(entries.flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : []))) as {
    [P in K]?: string;
  };
}

/** The first `length` UTF-16 units at most, without half a character at the end. */
function cut(text: string | undefined, length: number): string | undefined {
  return text
    ?.trim()
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, '');
}
