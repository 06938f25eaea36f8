import type { CallOptions, IsoDateTime, Money, WriteOptions } from '../values';

/** Who cannot work. */
export type Impact = 'me' | 'team' | 'company';
/** How soon it is needed. */
export type Urgency = 'low' | 'medium' | 'high';

export interface IncidentDraft {
  requesterEmail: string;
  /** What is broken, in a line. */
  subject: string;
  description: string;
  impact: Impact;
  urgency: Urgency;
  /** For example a laptop's name or asset tag. */
  device?: string;
}

export type ItStatus =
  'new' | 'awaiting_approval' | 'in_progress' | 'on_hold' | 'waiting_for_you' | 'done' | 'cancelled';

/** An incident (something is broken) or a service request (something is wanted). */
export interface ItRequest {
  id: string;
  kind: 'incident' | 'request';
  /** The number that people know, for example `INC0010001` or `REQ0010001`. */
  number: string;
  subject: string;
  status: ItStatus;
  openedAt: IsoDateTime;
  updatedAt: IsoDateTime;
  /** When it should be done, where the system says so. */
  dueAt?: IsoDateTime;
  url?: string;
}

/** A question that a catalogue item asks before it can be ordered. */
export interface CatalogVariable {
  /** The system's name of it. */
  name: string;
  /** The question for people. */
  label: string;
  type: 'text' | 'choice' | 'yes_no';
  required: boolean;
  /** Of a choice. */
  choices?: { value: string; label: string }[];
}

export interface CatalogItem {
  id: string;
  name: string;
  description?: string;
  price?: Money;
  variables: CatalogVariable[];
}

/** In all methods: the requester is the one who is signed in, never one named in the chat. */
export interface ItsmPort {
  createIncident(input: IncidentDraft, options: WriteOptions): Promise<ItRequest>;

  /** What can be ordered, by name; with `query` only what fits these words. At most 20, with their variables. */
  listCatalogItems(input: { query?: string }, options?: CallOptions): Promise<CatalogItem[]>;

  /** Orders an item. `variables` holds the system's values by name. @throws ServiceError `invalid_input` when one is wrong. */
  requestCatalogItem(
    input: { requesterEmail: string; itemId: string; quantity: number; variables: Record<string, string> },
    options: WriteOptions,
  ): Promise<ItRequest>;

  /** The incident or request of this number if this address is its requester's; `undefined` otherwise. */
  getRequestStatus(
    input: { number: string; requesterEmail: string },
    options?: CallOptions,
  ): Promise<ItRequest | undefined>;

  /** The open incidents and requests of a requester and those done in the last 30 days, changed last first; at most 20. */
  listRequests(input: { requesterEmail: string }, options?: CallOptions): Promise<ItRequest[]>;
}
