import type { Contact, CrmPort, CrmRecord, InteractionDraft, LeadDraft, LeadOutcome } from '../../ports/crm';
import { ServiceError, type ServiceErrorCode } from '../../serviceError';
import type { CallOptions, WriteOptions } from '../../values';
import { duplicatesIn, isRefusal, type Duplicates } from './errors';
import * as mapping from './mapping';
import * as queries from './queries';
import { checkedId, type CallContext, type SalesforceRecords } from './records';

export class SalesforceCrm implements CrmPort {
  /** @param baseUrl the address of the org, for links */
  constructor(
    private readonly records: SalesforceRecords,
    private readonly baseUrl: string,
  ) {}

  async findContactByEmail(input: { email: string }, { signal }: CallOptions = {}): Promise<Contact | undefined> {
    const email = input.email.trim();
    // Salesforce takes an empty text for "none" and would find whoever has no address.
    if (!mapping.isStorableEmail(email)) return undefined;
    const context = { operation: 'findContactByEmail', signal };
    const [contact] = await this.records.query(queries.contactsByEmail(email), queries.contactSchema, context);
    return contact && mapping.toContact(contact, this.baseUrl);
  }

  async updateContact(
    input: { contactId: string; email?: string; phone?: string },
    { signal }: WriteOptions,
  ): Promise<Contact> {
    const context = { operation: 'updateContact', signal };
    const id = checkedId(input.contactId, context.operation, mapping.OBJECT_OF.contact.prefix);
    const changes = mapping.present({ Email: input.email, Phone: input.phone });
    if (changes.Email !== undefined) await this.refuseForeignAddress(changes.Email, id, context);
    if (Object.keys(changes).length > 0) await this.records.update('Contact', id, changes, context);
    const [contact] = await this.records.query(queries.contactById(id), queries.contactSchema, context);
    if (!contact) throw failure('not_found', 'there is no such contact', context);
    return mapping.toContact(contact, this.baseUrl);
  }

  /**
   * Whoever is on file gets a task, and keeps all else; somebody new becomes a lead. Each is found again by the key, so that
   * sending it twice is the same as once.
   */
  async createLead(draft: LeadDraft, { idempotencyKey: key, signal }: WriteOptions): Promise<LeadOutcome> {
    const context = { operation: 'createLead', signal };
    if (!mapping.isStorableEmail(draft.email.trim())) throw failure('invalid_input', 'not an address', context);
    const email = draft.email.trim();
    const { keyField } = this.records;
    const leads = await this.records.query(queries.leadsByKeyOrEmail(keyField, key, email), queries.idSchema, context);
    const earlier = leads.find((lead) => lead[keyField] === key);
    if (earlier) return { outcome: 'created', record: this.recordOf('lead', earlier.Id) };
    // An open lead before a contact: somebody of sales is on to it.
    const known = leads[0] ? this.recordOf('lead', leads[0].Id) : await this.contactWithEmail(email, context);
    if (known) return this.noteInterest(known, draft, key, context);
    const create = async (allowDuplicate: boolean): Promise<LeadOutcome> => {
      const id = await this.records.upsert('Lead', key, mapping.toLead(draft), { ...context, allowDuplicate });
      return { outcome: 'created', record: this.recordOf('lead', id) };
    };
    try {
      return await create(false);
    } catch (error) {
      const duplicates = duplicatesIn(error);
      if (!duplicates) throw error;
      const twin = await this.openDuplicate(duplicates, context);
      if (twin) return this.noteInterest(twin, draft, key, context);
      // Nothing that it could be noted on: an account, or a lead that was converted long ago.
      if (!duplicates.allowSave) throw error;
      return create(true);
    }
  }

  async createOpportunity(
    input: mapping.OpportunityDraft,
    { idempotencyKey: key, signal }: WriteOptions,
  ): Promise<{ id: string; url?: string }> {
    const context = { operation: 'createOpportunity', signal };
    const { kind, id: recordId } = input.record;
    checkedId(recordId, context.operation, mapping.OBJECT_OF[kind].prefix);
    const accountId = kind === 'contact' ? await this.accountOf(recordId, context) : undefined;
    const id = await this.records.upsert(
      'Opportunity',
      key,
      mapping.toOpportunity(input, accountId, this.baseUrl),
      context,
    );
    return { id, url: mapping.recordUrl('Opportunity', id, this.baseUrl) };
  }

  async logInteraction(
    input: InteractionDraft,
    { idempotencyKey: key, signal }: WriteOptions,
  ): Promise<{ id: string } | undefined> {
    const context = { operation: 'logInteraction', signal };
    const { about, ...talk } = input;
    const record = 'record' in about ? about.record : await this.whoHas(about.email.trim(), context);
    if (!record) return undefined;
    checkedId(record.id, context.operation, mapping.OBJECT_OF[record.kind].prefix);
    return { id: await this.records.upsert('Task', key, mapping.toTask({ ...talk, record }), context) };
  }

  /** A contact before a lead: what was done for a customer belongs to the customer. */
  private async whoHas(email: string, context: CallContext): Promise<CrmRecord | undefined> {
    if (!mapping.isStorableEmail(email)) return undefined;
    const contact = await this.contactWithEmail(email, context);
    if (contact) return contact;
    const lead = await this.firstId(queries.openLeadByEmail(email), context);
    return lead === undefined ? undefined : this.recordOf('lead', lead);
  }

  private async contactWithEmail(email: string, context: CallContext): Promise<CrmRecord | undefined> {
    const contact = await this.firstId(queries.contactsByEmail(email), context);
    return contact === undefined ? undefined : this.recordOf('contact', contact);
  }

  /** The task has everything that was given. The record stays as it is: anybody can type somebody else's address. */
  private async noteInterest(
    record: CrmRecord,
    draft: LeadDraft,
    key: string,
    context: CallContext,
  ): Promise<LeadOutcome> {
    await this.records.upsert('Task', `lead-${key}`, mapping.toInterestTask(record, draft), context);
    return { outcome: 'matched', record };
  }

  private async openDuplicate(duplicates: Duplicates, context: CallContext): Promise<CrmRecord | undefined> {
    const { leadIds, contactIds } = duplicates;
    const lead = leadIds.length > 0 ? await this.firstId(queries.openLeads(leadIds), context) : undefined;
    if (lead) return this.recordOf('lead', lead);
    const [contact] = contactIds;
    return contact === undefined ? undefined : this.recordOf('contact', checkedId(contact, context.operation));
  }

  private async refuseForeignAddress(email: string, id: string, context: CallContext): Promise<void> {
    if (!mapping.isStorableEmail(email)) throw failure('invalid_input', 'not an address', context);
    const other = await this.firstId(queries.otherContact(email, id), context);
    if (other) throw failure('conflict', 'another contact has that address', context);
  }

  /** `undefined` where the contact has none, or where the integration user must not see it. */
  private async accountOf(contactId: string, context: CallContext): Promise<string | undefined> {
    const hidden = (error: unknown) => {
      if (isRefusal(error, 'INVALID_FIELD')) return [];
      throw error;
    };
    const soql = queries.accountOfContact(contactId);
    const [contact] = await this.records.query(soql, queries.memberSchema, context).catch(hidden);
    return contact?.AccountId ?? undefined;
  }

  private async firstId(soql: string, context: CallContext): Promise<string | undefined> {
    const [record] = await this.records.query(soql, queries.idSchema, context);
    return record?.Id;
  }

  private recordOf(kind: CrmRecord['kind'], id: string): CrmRecord {
    return mapping.toRecord(kind, id, this.baseUrl);
  }
}

function failure(code: ServiceErrorCode, why: string, { operation }: CallContext): ServiceError {
  return new ServiceError(code, `Salesforce: ${why}`, { origin: { vendor: 'salesforce', operation } });
}
