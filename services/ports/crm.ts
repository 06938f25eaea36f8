import type { CallOptions, IsoDateTime, WriteOptions } from '../values';

/** Somebody whom the company knows. */
export interface Contact {
  id: string;
  firstName?: string;
  lastName?: string;
  email: string;
  /** E.164 where the system has it so, otherwise as it stands there. */
  phone?: string;
  company?: string;
  /** The record's page for the company's own people. */
  url?: string;
}

/** What the user agreed to, so that it can be shown years later. */
export interface Consent {
  /** The words as they were shown. */
  wording: string;
  at: IsoDateTime;
}

export interface LeadDraft {
  firstName?: string;
  lastName: string;
  company: string;
  email: string;
  /** E.164. */
  phone?: string;
  /** What they are interested in, in their words. */
  interest: string;
  /** When they would like to be called, in their words. */
  preferredTime?: string;
  consent: Consent;
}

/** A record that somebody of sales looks after. */
export interface CrmRecord {
  kind: 'lead' | 'contact';
  id: string;
  url?: string;
}

/** `matched`: somebody with the address was on file; it was noted on their record. The user is not told which. */
export interface LeadOutcome {
  outcome: 'created' | 'matched';
  record: CrmRecord;
}

/** Whose record: the record itself, or that of whoever has the address: the contact, otherwise the open lead. */
export type InteractionAbout = { record: CrmRecord } | { email: string };

export interface InteractionDraft {
  about: InteractionAbout;
  /** At most 255 characters. */
  subject: string;
  description: string;
  at: IsoDateTime;
}

export interface CrmPort {
  /** The contact with this address; of several the one changed last. `undefined` when there is none. */
  findContactByEmail(input: { email: string }, options?: CallOptions): Promise<Contact | undefined>;

  /**
   * Changes what is given and leaves the rest.
   *
   * @throws ServiceError `not_found` for a contact that is gone, `conflict` when another contact has that address.
   */
  updateContact(input: { contactId: string; email?: string; phone?: string }, options: WriteOptions): Promise<Contact>;

  /**
   * Records that somebody is interested, with `LeadSource` Chatbot. Where an open lead or a contact has the address, or the
   * system's own duplicate rules point to one, it is noted there instead, so that nobody is on file twice. That record keeps
   * its fields: nobody has proved that the address is theirs, so what they gave stands in the note.
   */
  createLead(input: LeadDraft, options: WriteOptions): Promise<LeadOutcome>;

  /** Opens an opportunity that names the record it came from. */
  createOpportunity(
    input: { record: CrmRecord; name: string; description: string; closeDate: string },
    options: WriteOptions,
  ): Promise<{ id: string; url?: string }>;

  /** Notes on the record that something was talked about: a finished task there. `undefined` when nobody has the address. */
  logInteraction(input: InteractionDraft, options: WriteOptions): Promise<{ id: string } | undefined>;
}
