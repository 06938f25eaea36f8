import type { CallOptions, FileContent, IsoDateTime, Page, WriteOptions } from '../values';

export type TicketStatus = 'new' | 'open' | 'pending' | 'on_hold' | 'solved' | 'closed';
export type TicketPriority = 'low' | 'normal' | 'high' | 'urgent';

/** What somebody wrote on a ticket and the requester may read. */
export interface TicketComment {
  from: 'requester' | 'agent';
  /** The agent's first name, where it is known. */
  name?: string;
  /** Plain text. */
  text: string;
  at: IsoDateTime;
}

export interface Ticket {
  /** The vendor's opaque id. */
  id: string;
  /** The number that people know, for example `5001` or `INC0010001`. */
  number: string;
  subject: string;
  status: TicketStatus;
  priority: TicketPriority;
  createdAt: IsoDateTime;
  updatedAt: IsoDateTime;
  /**
   * When the requester should hear next at the latest, by the ticket's service level; absent where there is none. A list may
   * leave it out.
   */
  answerDueAt?: IsoDateTime;
  /** The newest comment that the requester may read, the description not counted; a list may leave it out. */
  lastComment?: TicketComment;
  /** The requester's own page of the ticket. */
  url?: string;
}

export interface TicketDraft {
  subject: string;
  /** Plain text. */
  description: string;
  priority: TicketPriority;
  requesterEmail: string;
  requesterName?: string;
  /** Lower case, no spaces, for example `chatbot`. */
  tags: string[];
  /** The vendor's id of the group that deals with it; absent: the system's own routing decides. */
  group?: string;
  /** What only agents may read, for example the transcript. */
  internalNote?: string;
}

/** A help-centre article. */
export interface Article {
  id: string;
  title: string;
  url: string;
  /** The first sentences as plain text. */
  excerpt: string;
  /** What its editors want it to be found by, beside the words that it holds; absent where the system does not tell. */
  labels?: string[];
}

/** In all methods: a ticket's id is taken from a ticket that the caller found with a verified requester. */
export interface HelpdeskPort {
  createTicket(input: TicketDraft, options: WriteOptions): Promise<Ticket>;

  /** The ticket of this number if this address is its requester's; `undefined` otherwise, whichever of the two is wrong. */
  getTicket(input: { number: string; requesterEmail: string }, options?: CallOptions): Promise<Ticket | undefined>;

  /** The tickets of a verified requester, changed last first; closed ones at the end. */
  listTickets(input: { requesterEmail: string; cursor?: string }, options?: CallOptions): Promise<Page<Ticket>>;

  /**
   * Adds what the requester wrote, in their name. A solved ticket is opened again by that.
   *
   * @throws ServiceError `not_found` for a ticket that is gone, `conflict` for one that is closed for good.
   */
  addComment(input: { ticketId: string; requesterEmail: string; text: string }, options: WriteOptions): Promise<Ticket>;

  /** Adds a file to a ticket, readable for the requester. */
  attachFile(
    input: { ticketId: string; requesterEmail: string; file: FileContent },
    options: WriteOptions,
  ): Promise<{ ticketId: string }>;

  /** Gives a ticket to another group. */
  routeTicket(input: { ticketId: string; group: string }, options: WriteOptions): Promise<Ticket>;

  /** Marks a ticket as solved; one that is solved already stays so. */
  closeTicket(input: { ticketId: string }, options: WriteOptions): Promise<Ticket>;

  /** Opens a solved ticket again. @throws ServiceError `conflict` for one that is closed for good. */
  reopenTicket(input: { ticketId: string }, options: WriteOptions): Promise<Ticket>;

  /** Help-centre articles for these words, best first; at most `limit` (1 to 10). `locale` such as `en-US` or `de`. */
  searchArticles(input: { query: string; locale: string; limit: number }, options?: CallOptions): Promise<Article[]>;
}
