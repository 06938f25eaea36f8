import type { Article, HelpdeskPort, Ticket, TicketDraft } from '../../ports/helpdesk';
import { ServiceError } from '../../serviceError';
import type { CallOptions, FileContent, Page, WriteOptions } from '../../values';
import type { ZendeskTicket, ZendeskUser } from './answers';
import type { Purpose, TicketUpdate, ZendeskApi } from './api';
import { helpCenterLocales, sameAddress, toArticle, toId, toNewTicket, toTicket, toTicketList } from './mapping';

/** Zendesk's search has a syntax of its own; an address that could be part of it is nobody's. */
const PLAIN_ADDRESS = /^[^\s"\\*<>:()]+@[^\s"\\*<>:()]+$/;
/** A requester's words open these again, as an e-mail of theirs would. */
const OPENED_BY_REQUESTER: ReadonlySet<string> = new Set(['solved', 'pending', 'hold']);

/** Zendesk's tickets and help center as the bot's helpdesk. */
export class ZendeskHelpdesk implements HelpdeskPort {
  constructor(
    private readonly api: ZendeskApi,
    private readonly settings: { ZENDESK_SUBDOMAIN: string; ZENDESK_EMAIL: string },
  ) {}

  /**
   * Zendesk remembers the key for two hours; a repeat looks the ticket up by it, so that it is found after that, too. The
   * note is an update of its own: the first comment is what the requester reads.
   */
  async createTicket(draft: TicketDraft, { idempotencyKey, isRepeat, signal }: WriteOptions): Promise<Ticket> {
    const purpose = { operation: 'createTicket', signal };
    const groupId = draft.group === undefined ? undefined : groupIdOf(draft.group, purpose);
    const earlier = isRepeat ? await this.api.ticketOfKey(idempotencyKey, purpose) : undefined;
    const { ticket, seen } = earlier
      ? { ticket: earlier, seen: true }
      : await this.api.createTicket(toNewTicket(draft, groupId), idempotencyKey, purpose);
    if (draft.internalNote) {
      const hasNote = seen && (await this.api.hasUpdate(ticket.id, idempotencyKey, purpose));
      const note = { comment: { body: draft.internalNote, public: false } };
      if (!hasNote) await this.api.updateTicket(ticket.id, note, idempotencyKey, purpose);
    }
    return this.#readBack(ticket, purpose);
  }

  /** A ticket that is missing and one of somebody else's cost one request each: nothing more is read before the proof. */
  async getTicket(
    { number, requesterEmail }: { number: string; requesterEmail: string },
    { signal }: CallOptions = {},
  ): Promise<Ticket | undefined> {
    const purpose = { operation: 'getTicket', signal };
    const id = toId(number.trim());
    const found = id === undefined ? undefined : await this.#find(id, purpose);
    if (!found || !isRequester(found, requesterEmail)) return undefined;
    const comments = await this.api.listComments(found.ticket.id, purpose);
    return toTicket(found.ticket, { subdomain: this.settings.ZENDESK_SUBDOMAIN, comments });
  }

  /**
   * By the requester's own list and not by the search for tickets, which shows a change only after a minute or two; only
   * somebody whose first ticket is as new as that is not found yet. What would take a request for each ticket is left out:
   * the last comment and when the answer is due.
   */
  async listTickets(
    { requesterEmail, cursor }: { requesterEmail: string; cursor?: string },
    { signal }: CallOptions = {},
  ): Promise<Page<Ticket>> {
    const purpose = { operation: 'listTickets', signal };
    const address = requesterEmail.trim();
    const users = PLAIN_ADDRESS.test(address) ? await this.api.searchUsers(`email:"${address}"`, purpose) : [];
    const requester = users.find(({ email }) => sameAddress(email, address));
    if (!requester) return { items: [] };
    const { tickets, nextCursor } = await this.api.requestedTickets(requester.id, cursor, purpose);
    return {
      items: toTicketList(tickets, { subdomain: this.settings.ZENDESK_SUBDOMAIN }),
      ...(nextCursor && { nextCursor }),
    };
  }

  async addComment(
    { ticketId, requesterEmail, text }: { ticketId: string; requesterEmail: string; text: string },
    options: WriteOptions,
  ): Promise<Ticket> {
    const purpose = { operation: 'addComment', signal: options.signal };
    const ticket = await this.#ticketOf(ticketId, requesterEmail, purpose);
    if (await this.#isDone(ticket.id, options, purpose)) return this.#readBack(ticket, purpose);
    const updated = await this.api.updateTicket(
      ticket.id,
      commentBy(ticket, { body: text }),
      options.idempotencyKey,
      purpose,
    );
    return this.#readBack(updated, purpose);
  }

  async attachFile(
    { ticketId, requesterEmail, file }: { ticketId: string; requesterEmail: string; file: FileContent },
    options: WriteOptions,
  ): Promise<{ ticketId: string }> {
    const purpose = { operation: 'attachFile', signal: options.signal };
    const ticket = await this.#ticketOf(ticketId, requesterEmail, purpose);
    if (await this.#isDone(ticket.id, options, purpose)) return { ticketId };
    // An upload that no comment takes is gone after an hour: only the comment must not be written twice.
    const token = await this.api.upload(file, purpose);
    // A comment needs a text; the file's name is one in every language.
    const update = commentBy(ticket, { body: file.name, uploads: [token] });
    await this.api.updateTicket(ticket.id, update, options.idempotencyKey, purpose);
    return { ticketId };
  }

  async routeTicket(
    { ticketId, group }: { ticketId: string; group: string },
    { idempotencyKey, signal }: WriteOptions,
  ): Promise<Ticket> {
    const purpose = { operation: 'routeTicket', signal };
    const update = { group_id: groupIdOf(group, purpose) };
    return this.#readBack(
      await this.api.updateTicket(idOf(ticketId, purpose), update, idempotencyKey, purpose),
      purpose,
    );
  }

  /** Whoever solves a ticket must be its assignee if nobody else is: that is then the agent of the token. */
  async closeTicket({ ticketId }: { ticketId: string }, { idempotencyKey, signal }: WriteOptions): Promise<Ticket> {
    const purpose = { operation: 'closeTicket', signal };
    const { ticket } = await this.api.showTicket(idOf(ticketId, purpose), purpose);
    if (ticket.status === 'solved' || ticket.status === 'closed') return this.#readBack(ticket, purpose);
    const update: TicketUpdate = {
      status: 'solved',
      ...(!ticket.assignee_id && { assignee_email: this.settings.ZENDESK_EMAIL }),
    };
    return this.#readBack(await this.api.updateTicket(ticket.id, update, idempotencyKey, purpose), purpose);
  }

  async reopenTicket({ ticketId }: { ticketId: string }, { idempotencyKey, signal }: WriteOptions): Promise<Ticket> {
    const purpose = { operation: 'reopenTicket', signal };
    const { ticket } = await this.api.showTicket(idOf(ticketId, purpose), purpose);
    // One that waits for somebody is open already. One that is closed is sent all the same: Zendesk says why not.
    const isOver = ticket.status === 'solved' || ticket.status === 'closed';
    if (!isOver) return this.#readBack(ticket, purpose);
    return this.#readBack(await this.api.updateTicket(ticket.id, { status: 'open' }, idempotencyKey, purpose), purpose);
  }

  async searchArticles(
    { query, locale, limit }: { query: string; locale: string; limit: number },
    { signal }: CallOptions = {},
  ): Promise<Article[]> {
    const purpose = { operation: 'searchArticles', signal };
    if (!query.trim()) return []; // Zendesk refuses to search for nothing
    for (const name of helpCenterLocales(locale)) {
      const found = await this.api.searchArticles({ query, locale: name, per_page: limit }, purpose);
      if (found.length > 0) return found.flatMap((article) => toArticle(article) ?? []).slice(0, limit);
    }
    return [];
  }

  async #find(id: number, purpose: Purpose): Promise<{ ticket: ZendeskTicket; users: ZendeskUser[] } | undefined> {
    try {
      return await this.api.showTicket(id, purpose);
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'not_found') return undefined;
      throw error;
    }
  }

  /** @throws ServiceError `not_found` also where the ticket is somebody else's: nothing is ever written in a wrong name. */
  async #ticketOf(ticketId: string, requesterEmail: string, purpose: Purpose): Promise<ZendeskTicket> {
    const found = await this.api.showTicket(idOf(ticketId, purpose), purpose);
    if (!isRequester(found, requesterEmail)) throw notFound(purpose);
    return found.ticket;
  }

  /** Whether an earlier call with this key wrote already. */
  async #isDone(id: number, { isRepeat, idempotencyKey }: WriteOptions, purpose: Purpose): Promise<boolean> {
    return isRepeat === true && (await this.api.hasUpdate(id, idempotencyKey, purpose));
  }

  /** The whole ticket after a write, whose own answer lacks half of it. The write counts, even if this read fails. */
  async #readBack(written: ZendeskTicket, purpose: Purpose): Promise<Ticket> {
    try {
      const [{ ticket }, comments] = await Promise.all([
        this.api.showTicket(written.id, purpose),
        this.api.listComments(written.id, purpose),
      ]);
      return toTicket(ticket, { subdomain: this.settings.ZENDESK_SUBDOMAIN, comments });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return toTicket(written, { subdomain: this.settings.ZENDESK_SUBDOMAIN });
    }
  }
}

function isRequester({ ticket, users }: { ticket: ZendeskTicket; users: ZendeskUser[] }, address: string): boolean {
  return sameAddress(users.find(({ id }) => id === ticket.requester_id)?.email, address);
}

function commentBy(ticket: ZendeskTicket, comment: { body: string; uploads?: string[] }): TicketUpdate {
  return {
    comment: { ...comment, public: true, author_id: ticket.requester_id },
    ...(OPENED_BY_REQUESTER.has(ticket.status) && { status: 'open' as const }),
  };
}

function idOf(ticketId: string, purpose: Purpose): number {
  const id = toId(ticketId);
  if (id === undefined) throw notFound(purpose);
  return id;
}

function groupIdOf(group: string, { operation }: Purpose): number {
  const id = toId(group);
  if (id !== undefined) return id;
  const origin = { vendor: 'zendesk', operation };
  throw new ServiceError('invalid_input', 'Zendesk: a group is named by its number', { origin, notSent: true });
}

function notFound({ operation }: Purpose): ServiceError {
  const origin = { vendor: 'zendesk', operation };
  return new ServiceError('not_found', 'Zendesk: no such ticket', { origin, notSent: true });
}
