import { Readable } from 'node:stream';
import { mediaTypeOf, type FileContent } from '../../values';
import {
  articlesAnswer,
  auditsAnswer,
  commentsAnswer,
  ticketAnswer,
  ticketsAnswer,
  uploadAnswer,
  usersAnswer,
  type ZendeskArticle,
  type ZendeskComments,
  type ZendeskTicket,
  type ZendeskUser,
} from './answers';
import type { ZendeskClient, ZendeskSdk } from './client';

/** The port method that a request is for, and what ends it. */
export interface Purpose {
  operation: string;
  signal?: AbortSignal;
}

/** What an update changes; the names are Zendesk's own. */
export interface TicketUpdate {
  status?: 'open' | 'solved';
  group_id?: number;
  assignee_email?: string;
  comment?: { body: string; public: boolean; author_id?: number; uploads?: string[] };
}

export interface NewTicket {
  subject: string;
  comment: { body: string };
  requester: { email: string; name: string };
  priority: string;
  tags: string[];
  group_id?: number;
}

type SdkTicket = Parameters<ZendeskSdk['support']['tickets']['create']>[0];

/** The name under which an update's audit holds our key. */
const KEY_NAME = 'chatbot_key';
/** The most that one page may hold. https://developer.zendesk.com/api-reference/introduction/pagination/ */
const PAGE_SIZE = 100;
/** A ticket with more audits than these pages hold is none that somebody chats about. */
const MOST_AUDIT_PAGES = 20;

/**
 * The requests that we make, one method each. The SDK does not encode ids in paths: they are numbers here, so that nothing
 * else can get there.
 */
export class ZendeskApi {
  constructor(private readonly call: ZendeskClient) {}

  /** A ticket with its service level, its requester and its agents. */
  async showTicket(id: number, purpose: Purpose): Promise<{ ticket: ZendeskTicket; users: ZendeskUser[] }> {
    const include = 'users,slas';
    const { answer } = await this.call({
      ...purpose,
      send: ({ support }) => support.tickets.get(['tickets', id, { include }]),
      answer: ticketAnswer,
    });
    return answer;
  }

  /** The newest comments of a ticket, newest first, with who wrote them. */
  async listComments(id: number, purpose: Purpose): Promise<ZendeskComments> {
    const query = { include: 'users', sort: '-created_at', 'page[size]': PAGE_SIZE };
    const { answer } = await this.call({
      ...purpose,
      send: ({ support }) => support.tickets.get(['tickets', id, 'comments', query]),
      answer: commentsAnswer,
    });
    return answer;
  }

  /** @returns also whether the key was seen before, in the last two hours; the ticket is then the one of that time. */
  async createTicket(
    ticket: NewTicket,
    key: string,
    purpose: Purpose,
  ): Promise<{ ticket: ZendeskTicket; seen: boolean }> {
    // The SDK's type knows neither `requester` with an address nor `metadata`.
    const body = { ticket: { ...ticket, external_id: key } } as object as SdkTicket;
    const { answer, headers } = await this.call({
      ...purpose,
      send: ({ support }) => support.tickets.create(body),
      answer: ticketAnswer,
      headers: { 'Idempotency-Key': key },
    });
    return { ticket: answer.ticket, seen: headers.get('x-idempotency-lookup') === 'hit' };
  }

  /** The ticket that was created with this key, however long ago. Not from the search index: it shows at once. */
  async ticketOfKey(key: string, purpose: Purpose): Promise<ZendeskTicket | undefined> {
    const { answer } = await this.call({
      ...purpose,
      send: ({ support }) => support.tickets.get(['tickets', { external_id: key }]),
      answer: ticketsAnswer,
    });
    return answer.tickets[0];
  }

  /** @param key is kept in the update's audit, where `hasUpdate` finds it. */
  async updateTicket(id: number, update: TicketUpdate, key: string, purpose: Purpose): Promise<ZendeskTicket> {
    const body = { ticket: { ...update, metadata: { [KEY_NAME]: key } } } as object as SdkTicket;
    const { answer } = await this.call({
      ...purpose,
      send: ({ support }) => support.tickets.update(id, body),
      answer: ticketAnswer,
    });
    return answer.ticket;
  }

  /** Whether a ticket has had the update with this key. */
  async hasUpdate(id: number, key: string, purpose: Purpose): Promise<boolean> {
    let cursor: string | undefined;
    for (let page = 0; page < MOST_AUDIT_PAGES; page++) {
      const query = { 'page[size]': PAGE_SIZE, ...(cursor && { 'page[after]': cursor }) };
      const { answer } = await this.call({
        ...purpose,
        send: ({ support }) => support.tickets.get(['tickets', id, 'audits', query]),
        answer: auditsAnswer,
      });
      if (answer.audits.some(({ metadata }) => metadata?.custom?.[KEY_NAME] === key)) return true;
      cursor = (answer.meta?.has_more && answer.meta.after_cursor) || undefined;
      if (!cursor) return false;
    }
    return false;
  }

  /** @returns the token with which a comment takes the file, within an hour. */
  async upload({ name, contentType, base64 }: FileContent, purpose: Purpose): Promise<string> {
    // The SDK takes a stream or a path, and sends what it cannot tell as a file of that name.
    const file = Readable.from([Buffer.from(base64, 'base64')]);
    const { answer } = await this.call({
      ...purpose,
      send: ({ support }) => support.attachments.requestUpload(['uploads', { filename: name }], file),
      answer: uploadAnswer,
      headers: { 'Content-Type': mediaTypeOf({ contentType }) },
    });
    return answer.upload.token;
  }

  /** Users by Zendesk's search, which finds more than what is asked for. */
  async searchUsers(query: string, purpose: Purpose): Promise<ZendeskUser[]> {
    const { answer } = await this.call({
      ...purpose,
      send: ({ support }) => support.users.get(['users', 'search', { query }]),
      answer: usersAnswer,
    });
    return answer.users;
  }

  /** The tickets that somebody requested, changed last first. */
  async requestedTickets(userId: number, cursor: string | undefined, purpose: Purpose) {
    const query = { sort: '-updated_at', 'page[size]': PAGE_SIZE, ...(cursor && { 'page[after]': cursor }) };
    const { answer } = await this.call({
      ...purpose,
      send: ({ support }) => support.tickets.get(['users', userId, 'tickets', 'requested', query]),
      answer: ticketsAnswer,
    });
    return { tickets: answer.tickets, nextCursor: (answer.meta?.has_more && answer.meta.after_cursor) || undefined };
  }

  /** @param locale in lower case, as the help center writes it. */
  async searchArticles(
    query: { query: string; locale: string; per_page: number },
    purpose: Purpose,
  ): Promise<ZendeskArticle[]> {
    const { answer } = await this.call({
      ...purpose,
      send: ({ helpCenter }) => helpCenter.helpcenter.search.searchArticles(query),
      answer: articlesAnswer,
    });
    return answer.results;
  }
}
